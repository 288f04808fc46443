//! The endpoints of run steps.

use schematic_api::mock::ErrorReply;

use super::failures::not_found;
use super::list::ListQuery;
use super::record::shown;
use super::runs::wants_contents;
use super::store::Store;
use crate::{Page, RunStep, StepsListRequest, StepsRetrieveRequest};

pub(super) fn retrieve(
    store: &mut Store,
    request: StepsRetrieveRequest,
) -> Result<RunStep, ErrorReply> {
    let job = store.conversation(&request.thread)?.job(&request.run)?;
    let step = job.record.steps.iter().find(|step| step.id == request.step);
    let step = step.ok_or_else(|| not_found("run step", &request.step))?;
    Ok(shown(step, wants_contents(request.include.as_deref())))
}

pub(super) fn list(
    store: &mut Store,
    request: StepsListRequest,
) -> Result<Page<RunStep>, ErrorReply> {
    let StepsListRequest { thread, run, limit, order, after, before, include } = request;
    let job = store.conversation(&thread)?.job(&run)?;
    let contents = wants_contents(include.as_deref());
    let steps = job.record.steps.iter().map(|step| shown(step, contents));
    ListQuery { limit, order, after, before }.page("run step", steps)
}
