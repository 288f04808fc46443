//! Models: who answers.

use schematic_api::{Extra, Object, api};

use crate::{Deleted, ModelId, Timestamp};

api! {
    /// Models: who answers. These calls belong to no beta, and were not retired.
    ///
    /// [Reference](https://platform.openai.com/docs/api-reference/models)
    pub group Models {
        /// Lists the models that the account can use, all of them at once.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/models/list)
        list: GET /models -> ModelList;

        /// Gives a model by its id.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/models/retrieve)
        retrieve: GET /models/<model: ModelId> -> Model;

        /// Deletes a fine-tuned model. It takes the Owner role in the organization.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/models/delete)
        delete: DELETE /models/<model: ModelId> -> Deleted;
    }
}

/// A model that answers.
///
/// [Reference](https://platform.openai.com/docs/api-reference/models/object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "model"), required(id))]
#[non_exhaustive]
pub struct Model {
    /// The id.
    pub id: ModelId,
    /// When it was made.
    pub created: Timestamp,
    /// The organization that it belongs to.
    pub owned_by: String,
    /// The day that it will be switched off (`2027-03-31`), once that is announced.
    pub shutdown_date: Option<String>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// All models that an account can use. Unlike other lists it has no pages.
///
/// [Reference](https://platform.openai.com/docs/api-reference/models/list)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "list"))]
#[non_exhaustive]
pub struct ModelList {
    /// The models.
    pub data: Vec<Model>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

impl IntoIterator for ModelList {
    type Item = Model;
    type IntoIter = std::vec::IntoIter<Model>;

    fn into_iter(self) -> Self::IntoIter {
        self.data.into_iter()
    }
}
