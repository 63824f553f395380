using ActiveReach.Analytics;
using ActiveReach.Audiences;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Functions.Http;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Analytics;

/// <summary>Who got a campaign, and what they did.</summary>
public sealed class RecipientFunctions(ListRecipients list)
{
    private static readonly Dictionary<string, RecipientAction> Actions = Enum.GetValues<RecipientAction>()
        .ToDictionary(action => EnumNames.Of(action), StringComparer.Ordinal);

    [Function("ListRecipients")]
    [RequiresRole(Role.Viewer)]
    [Operation("Recipients by what happened to them; there are as many as the figure of that name says. action is all (default: every message), sent or received, delivered, bounced, failed, skipped, pending, uncertain, opened, machine_opened, clicked, machine_clicked, replied, opted_out, ignored or converted.", Response = typeof(Page<RecipientView>), Query = ["action", "run", "location", "limit", "cursor", "sort"])]
    public async Task<Answer> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/campaigns/{id}/recipients")] HttpRequest request, string id)
    {
        var query = request.ReadPageQuery("place", ["place"], "action", "run", "location");
        if (!Actions.TryGetValue(request.One("action") ?? "all", out var action))
            throw new InvalidInputException("action", "unknown_action", $"action is '{request.One("action")}': give one of {string.Join(", ", Actions.Keys)}.");
        var page = await list.RunAsync(request.Caller(), new CampaignId(id), action, request.One("run"), request.One("location"), query.Limit, query.Cursor, request.HttpContext.RequestAborted);
        return Answers.Ok(new Page<RecipientView>([.. page.Items.Select(each => RecipientView.Of(each.Row, each.Person))], page.NextCursor, page.Total));
    }
}

/// <summary>A recipient as the API shows it.</summary>
public sealed record RecipientView
{
    public required string Contact { get; init; }

    public string? ExternalId { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public required string Run { get; init; }

    /// <summary>What the contact got it for, where a run may send to somebody several times; absent in runs of an audience.</summary>
    public string? Occurrence { get; init; }

    public required Channel Channel { get; init; }

    public required LedgerState State { get; init; }

    /// <summary>Why it was skipped, failed or bounced, or what it waits for.</summary>
    public string? Reason { get; init; }

    /// <summary>The rule that refused it or held it back, where it has a name.</summary>
    public string? Rule { get; init; }

    public string? Variant { get; init; }

    public string? Outlet { get; init; }

    public DateTimeOffset? HandedAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    public DateTimeOffset? ClickedAt { get; init; }

    public DateTimeOffset? RepliedAt { get; init; }

    public DateTimeOffset? OptedOutAt { get; init; }

    /// <summary>When a text came that is neither a reply nor an opt-out: one that somebody has to read first, START, HELP.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    /// <summary>When a machine opened it; no open of the contact.</summary>
    public DateTimeOffset? MachineOpenedAt { get; init; }

    /// <summary>What told the machine from a person, e.g. <c>mail_scanner: Barracuda</c> or <c>too_soon</c>.</summary>
    public string? MachineOpenRule { get; init; }

    public DateTimeOffset? MachineClickedAt { get; init; }

    public string? MachineClickRule { get; init; }

    public static RecipientView Of(LedgerRow row, Recipient? person) => new()
    {
        Contact = row.Contact.ToString(),
        ExternalId = person?.ExternalId,
        FirstName = person?.FirstName,
        LastName = person?.LastName,
        Run = row.Address.Run.Value,
        Occurrence = row.Occurrence.Length == 0 ? null : row.Occurrence,
        Channel = row.Channel,
        State = row.State,
        Reason = row.Reason,
        Rule = row.Rule,
        Variant = row.Variant,
        Outlet = row.Outlet,
        HandedAt = row.HandedAt,
        DeliveredAt = row.DeliveredAt,
        OpenedAt = row.OpenedAt,
        ClickedAt = row.ClickedAt,
        RepliedAt = row.RepliedAt,
        OptedOutAt = row.OptedOutAt,
        HeldAt = row.HeldAt,
        MachineOpenedAt = row.MachineOpenedAt,
        MachineOpenRule = row.MachineOpenRule,
        MachineClickedAt = row.MachineClickedAt,
        MachineClickRule = row.MachineClickRule,
    };
}
