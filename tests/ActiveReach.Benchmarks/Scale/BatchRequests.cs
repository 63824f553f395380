namespace ActiveReach.Benchmarks.Scale;

/// <summary>Requests to the tables that a full batch costs, as <c>LedgerCostTests</c> counts them.</summary>
internal static class BatchRequests
{
    public const int Recipients = 97;

    /// <summary>Addresses are claimed in 64 partitions, after one look.</summary>
    public const int Addresses = 65;

    /// <summary>The head, a group of rows, and the index by contact in some fifty partitions.</summary>
    public const int Plan = 51;

    public const int Claim = 4;

    /// <summary>The fence is read, the batch is written.</summary>
    public const int Write = 2;

    /// <summary>A receipt of a batch that nobody has at hand: two looks, a range, a write.</summary>
    public const int Receipt = 4;

    /// <summary>The tail of the list of suppressions, read at each claim.</summary>
    public const int Suppressions = 1;

    /// <summary>Messages are noted by address and by contact, a batch in some thirty groups.</summary>
    public const int Touches = 32;

    /// <summary>Partitions of a workspace in which the carrier's ids lie.</summary>
    public const int IdPartitions = 8;

    /// <summary>Windows of calls that a batch takes.</summary>
    public static int Windows(int window) => (Recipients + window - 1) / window;

    /// <summary>From the plan to the last answer of the provider.</summary>
    /// <param name="window">Messages in flight at once: calls times messages a call.</param>
    public static double UntilHanded(int window)
    {
        var whole = Recipients / window;
        var rest = Recipients % window;
        return Addresses + Plan + Claim + Suppressions + Touches + (Write * (Windows(window) + 1)) + (whole * Ids(window)) + Ids(rest);
    }

    /// <summary>Partitions that the ids of a window fall into, on average.</summary>
    public static double Ids(int rows) => IdPartitions * (1 - Math.Pow(1 - (1.0 / IdPartitions), rows));
}
