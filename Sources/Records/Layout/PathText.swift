/// Reckons with paths as text, without looking at any file.
package enum PathText {
    /// Returns `path` without `.`, `..`, doubled slashes and a slash at the end.
    ///
    /// A relative path is taken from `folder`, which must be absolute. Symbolic links are not known
    /// here: `..` takes away the name before it.
    package static func absolute(_ path: String, from folder: String) -> String {
        var names: [Substring] = []
        for name in (path.hasPrefix("/") ? path : folder + "/" + path).split(separator: "/") {
            switch name {
            case ".": break
            case "..": names.removeLast(names.isEmpty ? 0 : 1)
            default: names.append(name)
            }
        }
        return "/" + names.joined(separator: "/")
    }

    /// Returns the folder that holds `path`; `/` holds itself.
    package static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// Returns the last name in `path`.
    package static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? "/"
    }

    /// Returns `folder` and the folders above it, innermost first, ending with `/`.
    package static func upward(from folder: String) -> [String] {
        var folders = [absolute(folder, from: "/")]
        while let last = folders.last, last != "/" { folders.append(parent(of: last)) }
        return folders
    }

    /// Returns the names that lead from `folder` down to `path`, none if they are the same, `nil` if `path` lies elsewhere.
    package static func names(from folder: String, to path: String) -> [String]? {
        let above = folder.split(separator: "/")
        let names = path.split(separator: "/")
        guard names.starts(with: above) else { return nil }
        return names.dropFirst(above.count).map(String.init)
    }
}
