using ActiveReach.Campaigns.Records;
using System.Text.Json;
using ActiveReach.Campaigns;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Delivery;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Sqlite.Events;
using SqliteGroupCommit;
using static Contracts.Audiences.SomeContact;

namespace ActiveReach.Sqlite.Tests.Audiences.Evaluators;

/// <summary>Gives contacts a past: runs, the rows of their ledger, and events.</summary>
internal sealed class PastDeeds(Database database, int first = 0)
{
    private int next = first;

    /// <param name="completedAt">Null: its reply window is still open.</param>
    public async Task<long> RunAsync(string campaign, int ordinal, DateTimeOffset? completedAt, ConversionGoal? conversion = null)
    {
        var run = new Run
        {
            Id = new RunId($"{campaign}.{ordinal}"),
            Campaign = new CampaignId(campaign),
            Workspace = Shop.Id,
            Definition = new CampaignDefinition { Conversion = conversion },
            Orchestration = $"campaign-{campaign}-{ordinal}",
            Status = completedAt is null ? RunStatus.Active : RunStatus.Complete,
            StartedAt = Noon.AddDays(-500),
            CompletedAt = completedAt,
        };
        await new RunRecords(new SqliteDocuments(database), new LedgerFence(new SqliteLedger(database)), TimeProvider.System).TryAddAsync(run);
        return await database.WriteAsync(session =>
        {
            LedgerRuns.Add(session, new LedgerRun(run.Id, run.Workspace, run.Campaign, Shards.Least, false, run.StartedAt, conversion?.Event, conversion?.Window), Fence.Of(run));
            return session.LastInsertRowId;
        });
    }

    public Task MessageAsync(
        long run,
        ContactId contact,
        DateTimeOffset? handed,
        DateTimeOffset? opened = null,
        DateTimeOffset? clicked = null,
        DateTimeOffset? replied = null,
        DateTimeOffset? optedOut = null,
        DateTimeOffset? held = null,
        LedgerState state = LedgerState.Delivered) =>
        database.WriteAsync(session => session.Prepare("""
            INSERT INTO ledger (run, shard, batch, row, contact, channel, state, superseded, handed_at, opened_at, clicked_at, replied_at, opted_out_at, held_at, delivered_at)
            VALUES (?1, 0, 1, ?2, ?3, 3, ?4, 0, ?5, ?6, ?7, ?8, ?9, ?10, CASE ?4 WHEN 4 THEN ?5 END)
            """)
            .Bind(1, run).Bind(2, next++).Bind(3, contact.Value).Bind(4, (int)state).Bind(5, handed).Bind(6, opened).Bind(7, clicked).Bind(8, replied).Bind(9, optedOut).Bind(10, held).Execute());

    /// <summary>Something that is credited to the run.</summary>
    public Task ConversionAsync(long run, ContactId contact, DateTimeOffset at) => database.WriteAsync(session => session.Prepare("""
        INSERT INTO conversions (run, shard, batch, row, cause, contact, at, amount, currency, is_first, channel, stage, variant, outlet, hour)
        VALUES (?1, 0, 1, ?2, 'event:', ?3, ?4, 0, 'USD', 1, 3, 1, '', '', 0)
        """)
        .Bind(1, run).Bind(2, next++).Bind(3, contact.Value).Bind(4, at).Execute());

    public async Task EventAsync(string type, ContactId contact, DateTimeOffset at, string? content = null)
    {
        var who = new EventIdentity(IdentityKind.ContactId, contact.ToString());
        var added = await new SqliteEventStore(database).AddAsync(Shop.Id, [new ReceivedEvent($"e{next++}", type, who, at, null, content)], Noon);
        Assert.Equal((1, 0), (added.Accepted, added.Pending));
    }
}
