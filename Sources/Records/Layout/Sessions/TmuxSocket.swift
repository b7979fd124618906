internal import Basics

/// The name of a town's own tmux server.
package enum TmuxSocket {
    /// The variable that names a server instead of the reckoned one.
    package static let variable = "GT_TMUX_SOCKET"

    /// Returns the name for `tmux -L`.
    ///
    /// It is the town's folder name, made harmless and cut to 24 characters (the socket's path must fit
    /// into 107), and six digits of the hash of the whole path, so that two towns of one name differ.
    ///
    /// - Parameters:
    ///   - realPath: The town's path without symbolic links, so that each way to the town finds the same server.
    ///   - override: What the environment says; empty, `auto` and `default` mean nothing.
    /// - Returns: Letters, digits, `-` and `_` only, unless overridden.
    package static func name(realPath: String, override: String? = nil) -> String {
        if let override, !["", "auto", "default"].contains(override) { return override }
        let name = PathText.name(of: realPath).utf8.map { byte -> UInt8 in
            switch byte {
            case 48...57, 65...90, 97...122, 95, 45: byte
            default: 45
            }
        }
        var text = String(decoding: name.prefix(24), as: UTF8.self)
        // A leading hyphen would be read as an option.
        while text.hasPrefix("-") { text.removeFirst() }
        return (text.isEmpty ? "town" : text) + "-" + SHA256.hex(realPath).prefix(6)
    }
}
