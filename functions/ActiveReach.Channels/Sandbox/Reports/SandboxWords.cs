namespace ActiveReach.Channels.Sandbox.Reports;

/// <summary>What people write back.</summary>
internal static class SandboxWords
{
    private static readonly string[] Replies =
    [
        "Yes please!", "Count me in", "Is this still available?", "What are your opening hours?", "Love it 😍", "How much is it?",
        "No thanks", "Can I come on Sunday?", "Do you deliver?", "Thanks!", "Which sizes do you have?", "OK",
    ];

    public static string Of(SandboxEvent happened, in SandboxDraws draws) =>
        happened.Kind == SandboxEventKind.Stopped ? "STOP" : Replies[(int)(draws.Share(SandboxDraw.Words) * Replies.Length)];
}
