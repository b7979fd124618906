import Foundation

extension Scratch {
    /// Writes the settings of a user whose git stands in the way, for programs whose `HOME` is the folder `home`.
    ///
    /// It signs with a program that fails, runs hooks that fail, there and from templates, knows neither name nor mail,
    /// and has every command do or show something else than it does by itself.
    package func makeHostileGit() throws {
        for hook in [
            "pre-commit", "prepare-commit-msg", "commit-msg", "post-checkout", "pre-push", "pre-rebase", "post-rewrite",
        ] {
            for folder in ["home/hooks", "home/template/hooks"] {
                try write("#!/bin/sh\necho a hook of the user ran >&2\nexit 1\n", to: "\(folder)/\(hook)")
                let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o755]
                try FileManager.default.setAttributes(mode, ofItemAtPath: file("\(folder)/\(hook)"))
            }
        }
        try write(Scratch.hostileSettings(home: file("home")), to: "home/.gitconfig")
    }

    private static func hostileSettings(home: String) -> String {
        """
        [commit]
            gpgsign = true
            template = /nowhere
        [tag]
            gpgsign = true
        [gpg]
            program = /bin/false
        [user]
            useConfigOnly = true
        [core]
            hooksPath = \(home)/hooks
            editor = /bin/false
        [init]
            templateDir = \(home)/template
            defaultBranch = elsewhere
        [push]
            default = nothing
            followTags = true
            gpgSign = if-asked
        [pull]
            rebase = true
        [merge]
            ff = only
        [rebase]
            autoSquash = true
            updateRefs = true
        [status]
            showUntrackedFiles = no
            relativePaths = true
        [color]
            ui = always
        [safe]
            bareRepository = explicit

        """
    }
}
