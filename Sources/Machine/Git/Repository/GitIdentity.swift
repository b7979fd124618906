package import Vocabulary

/// Who is written into commits as author and committer.
package struct GitIdentity: Hashable, Sendable {
    package let name: String
    package let email: String

    package init(name: String, email: String) {
        self.name = name
        self.email = email
    }

    /// `<rig>/polecats/<name> <<rig>.polecats.<name>@gastown.local>`.
    package init(_ address: Address) {
        self.init(name: address.description, email: "\(address.mailbox)@gastown.local")
    }

    /// The variables that make git use it whatever the user's configuration says.
    package var environment: [String: String] {
        [
            "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": email,
            "GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": email,
        ]
    }
}
