/// Who does something, as rows and version commits name it: an address or a person's name.
package struct Actor: Hashable, Sendable, CustomStringConvertible {
    package let description: String
    /// The e-mail of the accountable person, where it is known.
    package var email: String?

    /// Control characters are cut; an empty name becomes `unknown`.
    package init(_ name: String, email: String? = nil) {
        let clean = name.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }
        let text = String(String.UnicodeScalarView(clean)).split(separator: " ").joined(separator: " ")
        description = text.isEmpty ? "unknown" : text
        self.email = email
    }

    package init(_ address: Address) {
        self.init(address.description, email: "\(address.mailbox)@gastown.local")
    }

    /// The author of a version commit, `name <mail>`: the engine refuses an empty mail, `<` and `>`.
    package var author: String {
        func stripped(_ text: String) -> String { text.filter { $0 != "<" && $0 != ">" } }
        let mail = stripped(email ?? "").filter { !$0.isWhitespace }
        let name = stripped(description)
        return "\(name.isEmpty ? "unknown" : name) <\(mail.isEmpty ? "beads@local" : mail)>"
    }
}
