using ActiveReach.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Campaigns;

/// <summary>Campaigns as documents on SQLite.</summary>
public sealed class SqliteCampaignStore(Database database) : ICampaignStore
{
    public Task AddAsync(Campaign campaign, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            CampaignRows.Add(session, campaign);
            AuditRows.Add(session, audit);
        }, cancellation);

    public Task<Campaign?> FindAsync(WorkspaceId workspace, CampaignId id, CancellationToken cancellation = default) =>
        database.ReadAsync(session =>
        {
            var row = session.Prepare("SELECT document FROM campaigns WHERE id = ?1 AND workspace = ?2").Bind(1, id.Value).Bind(2, workspace.Value);
            return row.Step() ? CampaignRows.Read(row.GetBytes(0)) : null;
        }, cancellation);

    public Task<Campaign?> TryUpdateAsync(
        Campaign campaign, IReadOnlyList<Intent>? intents = null, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            var written = CampaignRows.TryUpdate(session, campaign);
            if (written is not null)
            {
                IntentRows.Add(session, campaign.Workspace, intents);
                AuditRows.Add(session, audit);
            }

            return written;
        }, cancellation);

    public async Task<Campaign?> TryUpdateAsync(
        Campaign campaign, Run run, IReadOnlyList<Intent>? intents = null, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        try
        {
            return await database.WriteAsync(session =>
            {
                var written = CampaignRows.TryUpdate(session, campaign) ?? throw new SomebodyWasFasterException();
                if (!(run.Revision == 0 ? RunRows.TryAdd(session, run) : RunRows.TryUpdate(session, run) is not null))
                    throw new SomebodyWasFasterException();
                IntentRows.Add(session, campaign.Workspace, intents);
                AuditRows.Add(session, audit);
                return written;
            }, cancellation);
        }
        catch (SomebodyWasFasterException)
        {
            return null;
        }
    }

    public Task<bool> TryDeleteAsync(Campaign campaign, AuditEntry? audit = null, CancellationToken cancellation = default) => database.WriteAsync(
        session => AuditRows.AddIf(
            session,
            session.Prepare("DELETE FROM campaigns WHERE id = ?1 AND workspace = ?2 AND revision = ?3")
                .Bind(1, campaign.Id.Value)
                .Bind(2, campaign.Workspace.Value)
                .Bind(3, campaign.Revision)
                .Execute() == 1,
            audit),
        cancellation);

    public Task<CampaignPage> ListAsync(WorkspaceId workspace, CampaignQuery query, CancellationToken cancellation = default) =>
        database.ReadAsync(session => new CampaignListing(workspace, query).Read(session), cancellation);

    /// <summary>Undoes both writes of a pair; never leaves this class.</summary>
    private sealed class SomebodyWasFasterException : Exception;
}
