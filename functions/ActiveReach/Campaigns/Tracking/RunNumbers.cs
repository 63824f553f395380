using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Links;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Tracking;

/// <summary>Numbers of 36 bits, each of one run in the whole installation, which stand for runs in links. A test message has one too.</summary>
/// <remarks>The number follows from the run's id, so that asking twice claims one; where another run has it, the next is taken.</remarks>
public sealed class RunNumbers(IDocuments documents)
{
    private const int MostRemembered = 10_000;
    private static readonly DocumentKind<NumberedRun> Kind = new("run-number", run => IdOf(run.Number));
    private readonly ConcurrentDictionary<long, NumberedRun> known = new();

    /// <summary>The run's own number, the same whenever it is asked for.</summary>
    public async Task<long> ClaimAsync(RunId run, CancellationToken cancellation = default)
    {
        for (var attempt = 0; ; attempt++)
        {
            var claim = new NumberedRun(NumberOf(run, attempt), run);
            if (await documents.TryAsync(WorkspacePartition.Directory, Kind.Add(claim), cancellation) || await FindAsync(claim.Number, cancellation) == claim)
                return claim.Number;
        }
    }

    /// <summary>Null when no run has it.</summary>
    public async ValueTask<NumberedRun?> FindAsync(long number, CancellationToken cancellation = default)
    {
        if (known.TryGetValue(number, out var remembered))
            return remembered;
        if (await documents.FindAsync(Kind, WorkspacePartition.Directory, IdOf(number), cancellation) is not { Value: var found })
            return null;
        if (known.Count >= MostRemembered)
            known.Clear();
        return known[number] = found;
    }

    /// <summary>From 1: nothing sent has 0.</summary>
    private static long NumberOf(RunId run, int attempt)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{run}\n{attempt}")), hash);
        return 1 + (long)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)(TokenBits.Runs - 1));
    }

    private static string IdOf(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Run">A run, or what stands for one in the links of a test message.</param>
public sealed record NumberedRun(long Number, RunId Run);
