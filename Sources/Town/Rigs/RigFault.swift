package import Vocabulary

/// Why a rig was not added or not removed.
package enum RigFault: ProblemConvertible, Hashable {
    case badName(String)
    case alreadyThere(RigName)
    case folderTaken(path: String)
    case badPrefix(String, because: String)
    case prefixTaken(Prefix, by: String, isDerived: Bool)
    case badRemote(String)
    case holdsPassword
    case noRemote(path: String)
    case notBare(path: String)
    case emptyRemote(String)
    case noBranch(String, remote: String)
    /// Objects are named by another hash than the one that snapshots, trees and references of ours are made for.
    case foreignObjects(String, remote: String)
    case unknown(RigName)
    case holdsWork(RigName, [String])
    case isWorking(RigName, [String])

    package var problem: Problem {
        switch self {
        case .badName(let text): Self.badName(text)
        case .alreadyThere(let name):
            Problem(.conflict, "there is already a rig \(name)", hints: ["`gt rig list` shows the rigs."])
        case .folderTaken(let path):
            Problem(
                .conflict,
                "\(path) is already there and belongs to no rig; nothing was added",
                hints: ["Choose another name for the rig, or move the folder away."]
            )
        case .badPrefix(let text, let reason):
            Problem(
                .usage,
                "\"\(text)\" cannot be a rig's prefix",
                causes: [reason],
                hints: ["--prefix names another."]
            )
        case .prefixTaken(let prefix, let owner, let isDerived):
            Problem(
                .conflict,
                "the prefix \(prefix) belongs to \(owner)",
                hints: [isDerived ? "Choose one with --prefix." : "Choose another with --prefix."]
            )
        case .badRemote(let text):
            Problem(
                .usage,
                "\"\(text)\" is neither the address of a repository nor a path",
                hints: ["An address is like https://host/x.git, git@host:x.git or file:///path/x.git."]
            )
        case .holdsPassword:
            Problem(
                .refused,
                "the address of the repository holds a password; nothing was added",
                hints: ["Give the address without it; `git help credentials` shows where git keeps passwords."]
            )
        case .noRemote(let path): Problem(.notFound, "there is no repository at \(path)")
        case .notBare(let path):
            Problem(
                .refused,
                "\(path) has a checkout, which landing would leave behind; nothing was added",
                hints: ["`git clone --bare \(path) \(path).git` makes a bare one; add that."]
            )
        case .emptyRemote(let remote):
            Problem(
                .refused,
                "the repository \(remote) has no commit on its branch; nothing was added",
                hints: ["Push a first commit, or name the branch that has some with --branch."]
            )
        case .noBranch(let branch, let remote):
            Problem(.notFound, "\(remote) has no branch \(branch)", hints: ["--branch names another."])
        case .foreignObjects(let format, let remote):
            Problem(
                .refused,
                "\(remote) names its objects by \(format), which is not supported; nothing was added",
                hints: ["A repository made with `git init --object-format=sha1` can be added."]
            )
        case .unknown(let name): Problem(.notFound, "no rig \(name)", hints: ["`gt rig list` shows the rigs."])
        case .holdsWork(let name, let reasons):
            Problem(
                .refused,
                "\(name) holds work that is nowhere else; nothing was removed",
                causes: reasons,
                hints: [
                    "`gt rig remove \(name) --backup <folder>` keeps all of it in a folder and then removes the rig."
                ]
            )
        case .isWorking(let name, let reasons):
            Problem(
                .conflict,
                "somebody works in \(name); nothing was removed",
                causes: reasons,
                hints: ["`gt polecat list` shows the workers; `gt unsling <bead>` takes the work from one."]
            )
        }
    }

    private static func badName(_ text: String) -> Problem {
        let fitting = String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        let hints = RigName(fitting) != nil && fitting != text ? ["\"\(fitting)\" can."] : []
        let reason =
            RigName.reserved.contains(text)
            ? "the name is reserved for a part of the town"
            : "a name is letters, digits and `_`, begins with a letter and has at most 64 characters"
        return Problem(.usage, "\"\(text)\" cannot be the name of a rig", causes: [reason], hints: hints)
    }
}
