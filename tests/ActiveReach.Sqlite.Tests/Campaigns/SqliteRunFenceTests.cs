using ActiveReach.Campaigns;
using ActiveReach.Sqlite.Campaigns;

namespace ActiveReach.Sqlite.Tests.Campaigns;

public sealed class SqliteRunFenceTests : RunFenceContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IRunFence Fence => new SqliteRunFence(product.Database);

    public void Dispose() => product.Dispose();

    protected override Task<(RunStatus Status, int Epoch)?> StandingAsync(Run run) => product.Database.ReadAsync(session =>
        session.Prepare("SELECT status, epoch FROM runs WHERE id = ?1").Bind(1, run.Id.Value).First(row => ((RunStatus, int)?)((RunStatus)row.GetInt32(0), row.GetInt32(1))));
}
