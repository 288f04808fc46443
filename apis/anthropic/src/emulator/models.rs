//! The endpoints of models.

use super::failures::{Failure, invalid, invalid_at, not_found};
use super::list::{Between, Listed};
use super::store::Store;
use crate::{Lifecycle, ModelId, ModelInfo, ModelsListRequest, ModelsRetrieveRequest, Page};

impl Listed for ModelInfo {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

pub(super) fn list(
    store: &mut Store,
    request: ModelsListRequest,
) -> Result<Page<ModelInfo>, Failure> {
    let wanted = request.lifecycle.unwrap_or_default();
    if let Some(Lifecycle::Unknown(word)) =
        wanted.iter().find(|word| matches!(word, Lifecycle::Unknown(_)))
    {
        let problem = format!("'{word}' is not one of 'active', 'deprecated' or 'retired'");
        return Err(invalid_at("lifecycle[]", problem));
    }
    let models =
        store.models.iter().filter(|model| wanted.is_empty() || wanted.contains(&model.lifecycle));
    let models: Vec<_> = models.cloned().collect();
    let (after, before) = (request.after_id, request.before_id);
    let between = Between {
        after: after.as_ref().map(ModelId::as_str),
        before: before.as_ref().map(ModelId::as_str),
        limit: request.limit,
    };
    between.page(&models)
}

pub(super) fn retrieve(
    store: &mut Store,
    request: ModelsRetrieveRequest,
) -> Result<ModelInfo, Failure> {
    store.model(&request.model).cloned()
}

impl Store {
    fn model(&self, id: &ModelId) -> Result<&ModelInfo, Failure> {
        let found = self.models.iter().find(|model| model.id == *id);
        found.ok_or_else(|| not_found(format!("model: {id}")))
    }

    /// Checks that a model answers, and that it may write so many tokens.
    pub(super) fn check_model(&self, id: &ModelId, max_tokens: Option<u64>) -> Result<(), Failure> {
        let model = self.model(id)?;
        if model.lifecycle == Lifecycle::Retired {
            return Err(not_found(format!("model: {id}")));
        }
        match (max_tokens, model.max_tokens) {
            (Some(wanted), Some(most)) if wanted > most => Err(invalid(format!(
                "max_tokens: {wanted} > {most}, which is the maximum allowed number of output tokens for {id}"
            ))),
            _ => Ok(()),
        }
    }
}
