//! Models: what generates the answers.

use schematic_api::{Extra, Object, api};

use crate::{Deleted, ModelId, Timestamp};

api! {
    /// Models: what generates the answers. These endpoints are not part of the Assistants beta, and
    /// were not retired.
    ///
    /// [Reference](https://platform.openai.com/docs/api-reference/models)
    pub group Models {
        /// Lists the models available to the account. The list has no pages.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/models/list)
        list: GET /models -> ModelList;

        /// Retrieves a model.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/models/retrieve)
        retrieve: GET /models/<model: ModelId> -> Model;

        /// Deletes a fine-tuned model. Requires the Owner role in the organization.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/models/delete)
        delete: DELETE /models/<model: ModelId> -> Deleted;
    }
}

/// A model.
///
/// [Reference](https://platform.openai.com/docs/api-reference/models/object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "model"), required(id), lenient)]
#[non_exhaustive]
pub struct Model {
    /// The id.
    pub id: ModelId,
    /// When the model was created, `created` on the wire.
    pub created: Timestamp,
    /// The organization that owns the model.
    pub owned_by: String,
    /// The date on which the model will be shut down, once announced, such as `2027-03-31`.
    #[wire(accepts_null)]
    pub shutdown_date: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// All models available to an account. Unlike other lists, it has no pages.
///
/// [Reference](https://platform.openai.com/docs/api-reference/models/list)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "list"), lenient)]
#[non_exhaustive]
pub struct ModelList {
    /// The models.
    pub data: Vec<Model>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl IntoIterator for ModelList {
    type Item = Model;
    type IntoIter = std::vec::IntoIter<Model>;

    fn into_iter(self) -> Self::IntoIter {
        self.data.into_iter()
    }
}
