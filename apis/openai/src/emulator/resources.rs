//! The files and vector stores that tools can use: that they exist, and the stores that are made along with an assistant or a
//! thread.

use schematic_api::mock::ErrorReply;

use super::world::World;
use crate::{
    CodeInterpreterResources, CreateToolResources, CreateVectorStore, FileSearchResources,
    ToolResources, VectorStoreExpiration, VectorStoreId,
};

/// The days after their last use at which the vector stores expire that are made for threads.
const DAYS_OF_THREADS: u32 = 7;

/// Whom a vector store is made for.
#[derive(Clone, Copy)]
pub(super) enum Owner {
    Assistant,
    Thread,
}

impl World {
    /// Checks that the resources of a new assistant or thread exist.
    pub(super) fn check_new_resources(
        &mut self,
        given: Option<&CreateToolResources>,
    ) -> Result<(), ErrorReply> {
        let Some(given) = given else { return Ok(()) };
        self.check_code_interpreter(given.code_interpreter.as_ref())?;
        let Some(search) = &given.file_search else { return Ok(()) };
        self.check_stores(search.vector_store_ids.iter().flatten())?;
        let made = search.vector_stores.iter().flatten();
        self.check_files(made.flat_map(|store| store.file_ids.iter().flatten()))
    }

    /// Checks that other resources exist.
    pub(super) fn check_resources(
        &mut self,
        given: Option<&ToolResources>,
    ) -> Result<(), ErrorReply> {
        let Some(given) = given else { return Ok(()) };
        self.check_code_interpreter(given.code_interpreter.as_ref())?;
        let search = given.file_search.iter();
        self.check_stores(search.flat_map(|search| search.vector_store_ids.iter().flatten()))
    }

    fn check_code_interpreter(
        &mut self,
        given: Option<&CodeInterpreterResources>,
    ) -> Result<(), ErrorReply> {
        self.check_files(given.iter().flat_map(|given| given.file_ids.iter().flatten()))
    }

    fn check_stores<'a>(
        &mut self,
        ids: impl IntoIterator<Item = &'a VectorStoreId>,
    ) -> Result<(), ErrorReply> {
        ids.into_iter().try_for_each(|id| self.storage().shelf(id).map(drop))
    }

    /// Returns the resources of a new assistant or thread, which have been checked, and makes its new vector stores.
    pub(super) fn resources(&mut self, given: CreateToolResources, owner: Owner) -> ToolResources {
        let mut resources = ToolResources::new();
        resources.code_interpreter = given.code_interpreter;
        resources.file_search = given.file_search.map(|search| {
            let made = search.vector_stores.into_iter().flatten().map(|store| {
                let mut body = CreateVectorStore::new();
                body.file_ids = store.file_ids;
                body.chunking_strategy = store.chunking_strategy;
                body.metadata = store.metadata;
                self.add_shelf_of(owner, body)
            });
            let ids: Vec<_> = search.vector_store_ids.into_iter().flatten().chain(made).collect();
            FileSearchResources::new().vector_store_ids(ids)
        });
        resources
    }

    /// Makes a vector store along with an assistant or a thread. That of a thread expires.
    pub(super) fn add_shelf_of(
        &mut self,
        owner: Owner,
        mut body: CreateVectorStore,
    ) -> VectorStoreId {
        body.expires_after = match owner {
            Owner::Assistant => None,
            Owner::Thread => Some(VectorStoreExpiration::after_last_use(DAYS_OF_THREADS)),
        };
        self.add_shelf(body)
    }
}
