import Basics
import Testing

@Suite struct CredentialScanTests {
    /// Put together here, so that no other scanner takes this file for a leak.
    private static let planted: [(kind: String, text: String)] = [
        ("AWS key", "AKIA" + "IOSFODNN7EXAMPLE"),
        ("AWS key", "ASIA" + "IOSFODNN7EXAMPLQ"),
        ("GitHub token", "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a"),
        ("GitHub token", "github_pat_" + "11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz"),
        ("GitLab token", "glpat-" + "abcdEFGH1234ijklMNOP"),
        ("Anthropic key", "sk-ant-" + "api03-abcdefghijklmnopqrstuvwxyz"),
        ("OpenAI key", "sk-proj-" + "abcdefghijklmnopqrstuvwxyz0123"),
        ("API key", "sk-" + "abcdefghijklmnopqrstuvwxyz0123456789"),
        ("Google API key", "AIza" + "SyA1234567890abcdefghijklmnopqrstuv"),
        ("Google client secret", "GOCSPX-" + "abcdefghijklmnopqrstuvwx"),
        ("Slack token", "xoxb-" + "123456789012-abcdefghijkl"),
        ("Stripe key", "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"),
        ("npm token", "npm_" + "abcdefghijklmnopqrstuvwxyz0123456789"),
        ("PyPI token", "pypi-" + "AgEIcHlwaS5vcmcCJDU3abcdefghijklmnopqrstuvwxyz"),
        ("Hugging Face token", "hf_" + "abcdefghijklmnopqrstuvwxyzABCDEFGH"),
        ("SendGrid key", "SG." + "abcdefghijklmnopqrstuv.abcdefghijklmnopqrstuvwxyz0123456"),
        ("Docker token", "dckr_pat_" + "abcdefghijklmnopqrstuvwxyz0"),
        ("Vault token", "hvs." + "CAESIabcdefghijklmnopqrstuvwxyz"),
        ("Databricks token", "dapi" + "0123456789abcdef0123456789abcdef"),
        ("JSON web token", "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxIn0.abcdefghijklmnopqrstu"),
        ("private key", "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----"),
        ("password", "postgres://bob:" + "hunter2secure@db/x"),
        ("GitHub token", "bb-" + "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789"),
        ("Anthropic key", "my-rig-" + "sk-ant-" + "api03-abcdefghijklmnopqrstuvwxyz0123"),
        ("AWS key", "bb-" + "AKIA" + "IOSFODNN7EXAMPLQ"),
        ("GitLab token", "bb-" + "glpat-" + "abcdEFGH1234ijklMNOP"),
        ("JSON web token", "bb-" + "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxIn0.abcdefghijklmnopqrstu"),
        ("secret", "API_KEY=" + "a1b2c3d4e5f6g7h8"),
        ("secret", "Authorization: Bearer " + "abcdef0123456789abcdef"),
        ("secret", "\"client_secret\": \"" + "q1w2e3r4t5y6u7i8\""),
    ]

    @Test(arguments: planted) func findsWhatIssuersMark(kind: String, text: String) {
        #expect(CredentialScan.first(in: "use \(text) for it.")?.kind == kind)
        #expect(CredentialScan.first(in: text)?.kind == kind)
    }

    @Test(arguments: [
        "", "Add a login page", "sk-4f2 is closed", "commit 0123456789abcdef0123456789abcdef01234567",
        "see https://example.invalid/a/b?c=d", "ssh://git@host:22/repo", "https://user:$PASSWORD@host/x",
        "password: ask the overseer", "the token=12 of the bead", "Bearer of bad news came late",
        "polecat/toast/sk-a1b2c@mwq68crp01", "set API_KEY=<your key>", "npm_config_registry",
        #"printf "NPM_TOKEN=\nNODE_VERSION=18.2.0-lts""#,
        "task-abcdefghijklmnopqrstuvwxyz0123456789", "disk-ant-colony-of-many-many-words-2", "bb-sk-4f2.1",
        "fix-pypi-upload-of-wheels-for-the-3.12-release-candidate-builds", "town-sk-polecat-furiosa-in-the-second-seat",
        "fix-sk-ant-colony-simulation-of-2026-for-the-demo", "bb-AKIA-is-a-mark",
        "shop/polecats/furiosa", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ]) func leavesOrdinaryTextAlone(text: String) {
        #expect(CredentialScan.first(in: text)?.kind == nil)
        #expect(CredentialScan.redacted(text) == text)
    }

    @Test func redactsOnlyTheCredential() {
        let token = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a"
        #expect(
            CredentialScan.redacted("push with \(token), then PASSWORD='a1b2c3d4e5f6'; ende")
                == "push with [GitHub token removed], then PASSWORD='[secret removed]'; ende"
        )
    }
}
