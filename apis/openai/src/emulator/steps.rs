//! The endpoints of run steps.

use schematic_api::mock::ErrorReply;

use super::failures::not_found;
use super::list::ListQuery;
use super::store::Store;
use crate::{Page, RunStep, StepsListRequest, StepsRetrieveRequest};

pub(super) fn retrieve(
    store: &mut Store,
    request: StepsRetrieveRequest,
) -> Result<RunStep, ErrorReply> {
    let job = store.conversation(&request.thread)?.job(&request.run)?;
    let step = job.record.steps.iter().find(|step| step.id == request.step);
    step.cloned().ok_or_else(|| not_found("run step", &request.step))
}

pub(super) fn list(
    store: &mut Store,
    request: StepsListRequest,
) -> Result<Page<RunStep>, ErrorReply> {
    let StepsListRequest { thread, run, limit, order, after, before, .. } = request;
    let job = store.conversation(&thread)?.job(&run)?;
    ListQuery { limit, order, after, before }.page("run step", job.record.steps.iter().cloned())
}
