/// One folder in which a repository is checked out.
package struct GitWorktree: Hashable, Sendable {
    package let path: String
    /// `nil` for a bare repository's own entry.
    package let head: GitHash?
    /// Without `refs/heads/`; `nil` when HEAD is detached.
    package let branch: String?
    package let isBare: Bool
    /// Its folder is gone.
    package let isPrunable: Bool
    package let isLocked: Bool
}
