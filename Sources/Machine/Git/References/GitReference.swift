/// A reference and what it names.
package struct GitReference: Hashable, Sendable {
    /// The full name, beginning with `refs/`.
    package let name: String
    package let hash: GitHash

    package init(name: String, hash: GitHash) {
        self.name = name
        self.hash = hash
    }
}
