import Git
import Host
import Layout
import Vocabulary

/// The repository that a rig's branches come from and go to.
struct RigRemote: Hashable, Sendable {
    /// What git is given: an address, or the absolute path of a bare repository.
    let address: String

    /// Reads what a person typed; looks at files but not at the network.
    ///
    /// A path, also as `file://`, must be a bare repository, because landing in one with a checkout would
    /// leave that checkout behind.
    ///
    /// - Throws: ``RigFault``.
    init(_ text: String, from folder: String, git: Git) throws {
        if let path = Self.path(in: text) {
            let absolute = PathText.absolute(path, from: folder)
            guard Files.isFolder(absolute) else { throw RigFault.noRemote(path: absolute) }
            let real = try Files.realPath(absolute)
            let isBare: Bool
            do {
                isBare = try git.at(real).isBare()
            } catch {
                guard case .notARepository = error else { throw error }
                throw RigFault.noRemote(path: real)
            }
            guard isBare else { throw RigFault.notBare(path: real) }
            address = real
            return
        }
        guard Self.isAddress(text) else { throw RigFault.badRemote(text) }
        guard !Self.holdsPassword(text) else { throw RigFault.holdsPassword }
        address = text
    }

    /// The branch that work lands on: `named`, else the one the remote's HEAD names.
    ///
    /// - Throws: ``RigFault`` for an empty repository and an unknown branch, `GitFailure` when nothing answers.
    func defaultBranch(_ named: String?, git: Git) throws -> String {
        let head = try git.remoteHead(address)
        if let named {
            guard try git.remoteBranch(named, of: address) != nil else {
                throw head.commit == nil
                    ? RigFault.emptyRemote(address) : RigFault.noBranch(named, remote: address)
            }
            return named
        }
        guard head.commit != nil else { throw RigFault.emptyRemote(address) }
        guard let branch = head.branch else { throw RigFault.noBranch("in its HEAD", remote: address) }
        return branch
    }

    private static func path(in text: String) -> String? {
        if text.hasPrefix("file://") { return String(text.dropFirst("file://".count)) }
        if text.hasPrefix("/") || text.hasPrefix("./") || text.hasPrefix("../") || text == "." || text == ".." {
            return text
        }
        // `host:path` is an address; what has a slash before any colon is a path, as for git.
        let colon = text.firstIndex(of: ":") ?? text.endIndex
        let slash = text.firstIndex(of: "/") ?? text.endIndex
        return colon == text.endIndex || slash < colon ? text : nil
    }

    private static func isAddress(_ text: String) -> Bool {
        guard !text.hasPrefix("-"), text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else { return false }
        let parts = text.split(separator: ":", maxSplits: 1)
        // `ext::` and its like make git run a program that the address names.
        return parts.count == 2 && !parts[1].hasPrefix(":") && !parts[1].isEmpty
    }

    private static func holdsPassword(_ text: String) -> Bool {
        guard let scheme = text.firstRange(of: "://") else { return false }
        let authority = text[scheme.upperBound...].prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return false }
        return authority[..<at].contains(":")
    }
}
