import Host
import Layout

/// The mail address that git would use, read out of its files without starting git.
struct GitMail {
    let environment: [String: String]
    let folder: String

    /// `user.email` of the repository around the folder, else of the user, else of the machine.
    ///
    /// `nil` where none is set, and where the files use what only git itself understands (includes).
    func read() -> String? {
        if environment["GIT_CONFIG_COUNT"] != nil || environment["GIT_CONFIG_PARAMETERS"] != nil { return nil }
        for file in files {
            guard let text = try? Files.text(at: file, limit: 1_000_000) else { continue }
            switch Self.email(in: text) {
            case .unclear: return nil
            case .found(let mail): return mail
            case .missing: continue
            }
        }
        return nil
    }

    /// The files from the strongest to the weakest.
    private var files: [String] {
        var files: [String] = []
        if let repository = repository() { files.append("\(repository)/config") }
        if let global = environment["GIT_CONFIG_GLOBAL"] {
            files.append(global)
        } else if let home = environment["HOME"] {
            let settings = environment["XDG_CONFIG_HOME"] ?? "\(home)/.config"
            files += ["\(home)/.gitconfig", "\(settings)/git/config"]
        }
        if environment["GIT_CONFIG_NOSYSTEM"] == nil {
            files.append(environment["GIT_CONFIG_SYSTEM"] ?? "/etc/gitconfig")
        }
        return files
    }

    /// The folder that holds the repository's settings.
    private func repository() -> String? {
        if let named = environment["GIT_DIR"] { return PathText.absolute(named, from: folder) }
        for place in PathText.upward(from: folder) {
            let git = "\(place)/.git"
            if Files.isFolder(git) { return git }
            guard let line = try? Files.text(at: git, limit: 64_000), line.hasPrefix("gitdir:") else { continue }
            let target = line.dropFirst("gitdir:".count).split(whereSeparator: \.isNewline).first ?? ""
            let worktree = PathText.absolute(String(target.drop { $0 == " " }), from: place)
            let common = try? Files.text(at: "\(worktree)/commondir", limit: 64_000)
            guard let name = common?.split(whereSeparator: \.isNewline).first else { return worktree }
            return PathText.absolute(String(name), from: worktree)
        }
        return nil
    }

    private enum Answer { case found(String), missing, unclear }

    private static func email(in text: String) -> Answer {
        var isUser = false
        var answer = Answer.missing
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.drop { $0 == " " || $0 == "\t" }
            if line.first == "[" {
                let name = line.dropFirst().prefix { $0 != "]" }.lowercased()
                if name.hasPrefix("include") || name.hasPrefix("extensions") { return .unclear }
                isUser = name == "user"
            } else if isUser, line.lowercased().hasPrefix("email"), let equals = line.firstIndex(of: "=") {
                guard line[..<equals].dropFirst(5).allSatisfy({ $0 == " " || $0 == "\t" }) else { continue }
                let value = line[line.index(after: equals)...].filter { $0 != "\"" }
                guard !value.contains("\\"), !value.contains("#"), !value.contains(";") else { return .unclear }
                answer = .found(value.split(separator: " ").joined(separator: " "))
            }
        }
        return answer
    }
}
