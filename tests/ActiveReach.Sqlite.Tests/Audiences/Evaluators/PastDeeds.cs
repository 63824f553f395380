using ActiveReach.Campaigns.Records;
using ActiveReach.Audiences.Behaviour;
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
    private readonly Dictionary<RunId, long> runs = [];
    private readonly Dictionary<(long Run, ContactId Contact), int> rows = [];
    private int next = first;

    public async Task GiveAsync(ContactId contact, ContactHistory past)
    {
        foreach (var message in past.Messages)
        {
            if (!runs.TryGetValue(message.Run, out var run))
                runs[message.Run] = run = await RunAsync(message.Campaign.Value, message.Run.Ordinal, message.CompletedAt);
            await MessageAsync(run, contact, message.HandedAt, message.OpenedAt, message.ClickedAt, message.RepliedAt, message.OptedOutAt, message.HeldAt, message.State);
        }

        foreach (var credited in past.Conversions)
        {
            if (runs.Where(run => run.Key.Campaign == credited.Campaign).Select(run => (long?)run.Value).FirstOrDefault() is not { } run)
                runs[RunId.Of(credited.Campaign, 1)] = run = await RunAsync(credited.Campaign.Value, 1, completedAt: null);
            await ConversionAsync(run, contact, credited.At);
        }

        foreach (var one in past.Events)
            await EventAsync(one.Type, contact, one.At, one.Content?.GetRawText());
    }

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

    public async Task MessageAsync(
        long run,
        ContactId contact,
        DateTimeOffset? handed,
        DateTimeOffset? opened = null,
        DateTimeOffset? clicked = null,
        DateTimeOffset? replied = null,
        DateTimeOffset? optedOut = null,
        DateTimeOffset? held = null,
        LedgerState state = LedgerState.Delivered)
    {
        rows[(run, contact)] = next;
        await database.WriteAsync(session => session.Prepare("""
            INSERT INTO ledger (run, shard, batch, row, contact, channel, state, superseded, handed_at, opened_at, clicked_at, replied_at, opted_out_at, held_at, delivered_at)
            VALUES (?1, 0, 1, ?2, ?3, 3, ?4, 0, ?5, ?6, ?7, ?8, ?9, ?10, CASE ?4 WHEN 4 THEN ?5 END)
            """)
            .Bind(1, run).Bind(2, next++).Bind(3, contact.Value).Bind(4, (int)state).Bind(5, handed).Bind(6, opened).Bind(7, clicked).Bind(8, replied).Bind(9, optedOut).Bind(10, held).Execute());
    }

    /// <summary>Something that is credited to the run: to the contact's message, where there is one.</summary>
    public Task ConversionAsync(long run, ContactId contact, DateTimeOffset at) => database.WriteAsync(session => session.Prepare("""
        INSERT INTO conversions (run, shard, batch, row, cause, contact, at, amount, currency, is_first, channel, stage, variant, outlet, hour)
        VALUES (?1, 0, 1, ?2, 'event:' || ?5, ?3, ?4, 0, 'USD', 1, 3, 1, '', '', 0)
        """)
        .Bind(1, run).Bind(2, rows.GetValueOrDefault((run, contact), next)).Bind(3, contact.Value).Bind(4, at).Bind(5, next++).Execute());

    public async Task EventAsync(string type, ContactId contact, DateTimeOffset at, string? content = null)
    {
        var who = new EventIdentity(IdentityKind.ContactId, contact.ToString());
        var added = await new SqliteEventStore(database).AddAsync(Shop.Id, [new ReceivedEvent($"e{next++}", type, who, at, null, content)], Noon);
        Assert.Equal((1, 0), (added.Accepted, added.Pending));
    }
}
