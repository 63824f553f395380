using ActiveReach.Campaigns;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery;

/// <summary>What the ledger asks of a run inside its own transactions, so that pause and cancel take effect between two
/// commits.</summary>
internal static class RunGate
{
    public static bool IsBeingSent(ReadSession session, RunId run, int epoch) =>
        Read(session, run) is { } gate && gate.Status is RunStatus.Sending && gate.Epoch == epoch;

    public static bool MayBePlanned(ReadSession session, RunId run) =>
        Read(session, run)?.Status is RunStatus.Planning or RunStatus.Sending or RunStatus.Paused;

    private static (RunStatus Status, int Epoch)? Read(ReadSession session, RunId run)
    {
        var row = session.Prepare("SELECT status, epoch FROM runs WHERE id = ?1").Bind(1, run.Value);
        (RunStatus, int)? gate = row.Step() ? ((RunStatus)row.GetInt32(0), row.GetInt32(1)) : null;
        row.Reset();
        return gate;
    }
}
