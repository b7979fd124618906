import Effects
import Host
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension OneAfterAnother {
    @Suite struct FilesTests {
        private let scratch: ScratchFolder

        init() throws { scratch = try ScratchFolder() }

        @Test func replacesAFileWithModeAndLeavesNoDraft() throws {
            try Files.write("one", to: scratch("file"), mode: 0o640)
            try Files.write("two", to: scratch("file"), mode: 0o600)
            #expect(try Files.text(at: scratch("file")) == "two")
            #expect(Files.facts(of: scratch("file"))?.mode == 0o600)
            #expect(try Files.list(scratch.path) == ["file"])
        }

        @Test func takesDraftsOfKilledWritersAway() throws {
            // No process has a number this high on any system.
            for name in ["file.99999999.1.draft", "file.\(getpid()).1.draft", "other.99999999.1.draft"] {
                try Files.append("half", to: scratch(name))
            }
            try Files.write("whole", to: scratch("file"))
            #expect(
                try Files.list(scratch.path) == ["file", "file.\(getpid()).1.draft", "other.99999999.1.draft"]
            )
        }

        @Test func refusesAFileAboveTheLimit() throws {
            try Files.write("12345", to: scratch("file"))
            #expect(throws: FileFailure.tooLarge(path: scratch("file"), limit: 4)) {
                try Files.bytes(at: scratch("file"), limit: 4)
            }
            #expect(try Files.bytes(at: scratch("file"), limit: 5).count == 5)
        }

        @Test func namesWhatIsMissing() {
            #expect(throws: FileFailure.missing(path: scratch("no"))) { try Files.text(at: scratch("no")) }
            #expect(throws: FileFailure.missing(path: scratch("no/file"))) {
                try Files.write("", to: scratch("no/file"))
            }
            #expect(throws: FileFailure.missing(path: scratch("no"))) { try Files.list(scratch("no")) }
            #expect(throws: FileFailure.missing(path: scratch("no"))) { try Files.realPath(scratch("no")) }
        }

        @Test func removesAndKeepsTreesWhateverBytesTheirNamesHave() throws {
            try Files.makeFolders(scratch("tree/build"))
            // `caf\u{e9}` in Latin-1, which is no UTF-8, as a file and as a folder with something in it.
            let strange: [CChar] =
                Array("\(scratch.path)/tree/build/caf".utf8CString.dropLast()) + [CChar(bitPattern: 0xe9)]
            close(open(strange + [0], O_WRONLY | O_CREAT | O_CLOEXEC, 0o644))
            #expect(mkdir(strange + [46, 100, 0], 0o755) == 0)
            close(open(strange + [46, 100, 47, 120, 0], O_WRONLY | O_CREAT | O_CLOEXEC, 0o644))
            try Files.syncTree(scratch("tree"))
            #expect(try Files.list(scratch("tree/build")).count == 2)
            try Files.removeTree(scratch("tree"))
            #expect(try Files.list(scratch.path).isEmpty)
        }

        @Test func copiesAFileOverNothing() throws {
            let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            try Files.write(bytes, to: scratch("from"), mode: 0o640)
            try Files.copy(scratch("from"), to: scratch("to"))
            #expect(try Files.bytes(at: scratch("to")) == bytes)
            #expect(Files.facts(of: scratch("to"))?.mode == 0o640)
            try Files.write("new", to: scratch("from"))
            #expect(throws: FileFailure.exists(path: scratch("to"))) {
                try Files.copy(scratch("from"), to: scratch("to"))
            }
            #expect(try Files.bytes(at: scratch("to")) == bytes)
            #expect(throws: FileFailure.missing(path: scratch("no"))) {
                try Files.copy(scratch("no"), to: scratch("new"))
            }
            #expect(try Files.list(scratch.path) == ["from", "to"])
        }

        @Test func makesFoldersAndRemovesTreesWithoutFollowingLinks() throws {
            try Files.makeFolders(scratch("a/b/c"))
            try Files.makeFolders(scratch("a/b/c"))
            try Files.makeFolders(scratch("kept"))
            try Files.write("x", to: scratch("kept/file"))
            try Files.link(to: scratch("kept"), at: scratch("a/link"))
            try Files.link(to: "nowhere", at: scratch("a/broken"))
            try Files.write("x", to: scratch("a/b/file"))
            try Files.setMode(0o500, of: scratch("a/b"))
            #expect(Files.exists(scratch("a/broken")))
            #expect(Files.linkTarget(of: scratch("a/broken")) == "nowhere")
            #expect(Files.isFolder(scratch("a/link")))
            #expect(Files.facts(of: scratch("a/link"))?.kind == .link)
            try Files.removeTree(scratch("a"))
            #expect(try Files.list(scratch.path) == ["kept"])
            #expect(try Files.list(scratch("kept")) == ["file"])
            try Files.removeTree(scratch("a"))
        }

        @Test func aFileInTheWayIsNoFolder() throws {
            try Files.write("x", to: scratch("file"))
            #expect(throws: FileFailure.exists(path: scratch("file"))) { try Files.makeFolders(scratch("file")) }
        }

        @Test func opensFoldersAndFollowsNoLink() throws {
            try Files.makeFolders(scratch("tree/a/b"))
            try Files.makeFolders(scratch("outside"))
            try Files.write("x", to: scratch("tree/a/b/file"), mode: 0o400)
            try Files.link(to: scratch("outside"), at: scratch("tree/a/link"))
            for (name, mode) in [("tree/a/b", 0), ("tree/a", 0o555), ("outside", 0o555)] {
                try Files.setMode(mode, of: scratch(name))
            }
            #expect(Files.openFolders(scratch("tree")))
            let modes = ["tree/a", "tree/a/b", "tree/a/b/file", "outside"].map { Files.facts(of: scratch($0))?.mode }
            #expect(modes == [0o755, 0o700, 0o400, 0o555])
            #expect(!Files.openFolders(scratch("tree")))
            #expect(!Files.openFolders(scratch("tree/a/link")) && !Files.openFolders(scratch("nothing")))
        }

        @Test func appends() throws {
            try Files.append("a\n", to: scratch("log"))
            try Files.append("b\n", to: scratch("log"))
            #expect(try Files.text(at: scratch("log")) == "a\nb\n")
        }

        @Test func aSizeLimitIsAnErrorAndLeavesTheOldFile() async throws {
            try Files.write("old", to: scratch("file"))
            await #expect(processExitsWith: .success) { [path = scratch("file") as String] in
                Signals.ignoreBrokenPipes()
                var limit = rlimit(rlim_cur: 1, rlim_max: 1)
                setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
                #expect(throws: FileFailure.full(path: path)) { try Files.write("new", to: path) }
            }
            #expect(try Files.text(at: scratch("file")) == "old")
            #expect(try Files.list(scratch.path) == ["file"])
        }
    }
}
