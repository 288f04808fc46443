//! The endpoints of models.

use schematic_api::StatusCode;
use schematic_api::mock::ErrorReply;

use super::store::Store;
use crate::{
    Deleted, ErrorObject, ErrorResponse, Model, ModelId, ModelList, ModelsDeleteRequest,
    ModelsListRequest, ModelsRetrieveRequest,
};

pub(super) fn list(store: &mut Store, _: ModelsListRequest) -> Result<ModelList, ErrorReply> {
    Ok(ModelList::new().data(&store.models))
}

pub(super) fn retrieve(
    store: &mut Store,
    request: ModelsRetrieveRequest,
) -> Result<Model, ErrorReply> {
    find(store, &request.model).cloned()
}

pub(super) fn delete(
    store: &mut Store,
    request: ModelsDeleteRequest,
) -> Result<Deleted, ErrorReply> {
    find(store, &request.model)?;
    store.models.retain(|model| model.id != request.model);
    Ok(Deleted::new(request.model).object("model").deleted(true))
}

fn find<'a>(store: &'a Store, id: &ModelId) -> Result<&'a Model, ErrorReply> {
    let missing = || {
        let message = format!("The model '{id}' does not exist");
        model_not_found(StatusCode::NOT_FOUND, message)
    };
    store.models.iter().find(|model| model.id == *id).ok_or_else(missing)
}

fn model_not_found(status: StatusCode, message: String) -> ErrorReply {
    let error = ErrorObject::new(message)
        .kind("invalid_request_error")
        .param("model")
        .code("model_not_found");
    ErrorReply::new(status).json(&ErrorResponse::from(error))
}

impl Store {
    /// Checks that a model that a request names is served.
    pub(super) fn check_model(&self, id: &ModelId) -> Result<(), ErrorReply> {
        match self.models.iter().any(|model| model.id == *id) {
            true => Ok(()),
            false => {
                let message = format!("The requested model '{id}' does not exist.");
                Err(model_not_found(StatusCode::BAD_REQUEST, message))
            }
        }
    }
}
