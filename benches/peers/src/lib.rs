//! Nothing: a package that is only its dependencies.
