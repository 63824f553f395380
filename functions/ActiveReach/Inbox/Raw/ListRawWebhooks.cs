using System.Globalization;
using System.Text;
using ActiveReach.Inbox.Parked;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Inbox.Raw;

/// <summary>Callbacks as a workspace may see them: those to its own accounts, those to the app's that speak of its messages, and those that are nobody's. The body of one that
/// speaks of another workspace too, or of nobody that is known, is withheld, unless there is no other workspace.</summary>
public sealed class ListRawWebhooks(RawWebhooks raw, RawBundles bundles, EventOwners owners, IEngagementInbox inbox, WorkspaceRegister workspaces)
{
    /// <summary>What one request looks through at most; the next page goes on from there.</summary>
    private const int MostLookedAt = 5000;

    /// <summary>Of those that wait or are parked.</summary>
    private const int MostParked = 10_000;

    private const string Prefix = "whk_";

    /// <summary>Newest first. A page may have fewer than were asked for, or none, although there is a next one.</summary>
    public async Task<RawWebhookPage> ListAsync(WorkspaceId workspace, RawWebhookFilter filter, int limit, string? cursor, CancellationToken cancellation = default)
    {
        await raw.FlushAsync();
        var view = await ViewAsync(workspace, cancellation);
        var (before, current, number) = Place(cursor);
        var (shown, looked) = (new List<ShownWebhook>(), 0);
        await foreach (var bundle in bundles.ReadAsync(filter.From, filter.Until, before, cancellation))
        {
            foreach (var webhook in bundle.Webhooks.Reverse().Where(each => bundle.Id != current || each.Number < number))
            {
                if (shown.Count == limit || looked == MostLookedAt)
                    return new RawWebhookPage(shown, PageCursor.Write(Text(before?.At.ToUnixTimeMilliseconds() ?? 0), before?.Id ?? "", bundle.Id, Text(webhook.Number + 1)));
                looked++;
                if (filter.Fits(webhook) && await ShowAsync(view, bundle.Id, webhook, cancellation) is { } one)
                    shown.Add(one);
            }

            before = bundle.Place;
        }

        return new RawWebhookPage(shown, null);
    }

    /// <exception cref="NotFoundException">The workspace sees no such callback, or it was kept long enough.</exception>
    public async Task<ShownWebhook> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default)
    {
        await raw.FlushAsync();
        var found = id.StartsWith(Prefix, StringComparison.Ordinal) && id.Length <= 60 && id[Prefix.Length..].Split('-') is [{ Length: > 0 } bundle, var last] && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await bundles.FindAsync(bundle, number, cancellation) is { } webhook
            ? await ShowAsync(await ViewAsync(workspace, cancellation), bundle, webhook, cancellation)
            : null;
        return found ?? throw new NotFoundException("callback", id);
    }

    /// <summary>Null for one that concerns others alone.</summary>
    private async Task<ShownWebhook?> ShowAsync(View view, string bundle, RawWebhook webhook, CancellationToken cancellation)
    {
        var (isOurs, isOthers, isNobodys, unheard) = (false, false, true, 0);
        foreach (var each in webhook.Events.Where(each => each.Payload.Length > 0))
        {
            var subject = await owners.FindAsync(EventOf(webhook, each), cancellation);
            unheard += subject.IsHeard ? 0 : 1;
            isNobodys &= subject.IsNobodys;
            isOurs |= subject.Owners.Contains(view.Workspace);
            isOthers |= subject.Owners.Any(owner => owner != view.Workspace);
        }

        if (webhook.Workspace is { } own)
            (isOurs, isOthers, isNobodys) = (own == view.Workspace, own != view.Workspace, false);
        if (!isOurs && !isNobodys)
            return null;
        var isWhole = webhook.Events.Count == webhook.Taken;
        var mayRead = view.IsAlone || webhook.Workspace == view.Workspace || (isOurs && !isOthers && isWhole);
        var ignored = Math.Max(0, webhook.Told - webhook.Taken) + unheard;
        return new ShownWebhook($"{Prefix}{bundle}-{Text(webhook.Number)}", webhook, ignored, !mayRead, isNobodys, await UnsettledAsync(view, webhook, cancellation));
    }

    private async Task<IReadOnlyList<ParkedEvent>> UnsettledAsync(View view, RawWebhook webhook, CancellationToken cancellation)
    {
        if (webhook.Events.Count == 0)
            return [];
        view.Parked ??= (await inbox.ParkedAsync(MostParked, cancellation)).Where(each => each.Event.EventId is not null).ToDictionary(each => (each.Event.Source, each.Event.EventId!));
        return [.. webhook.Events.Where(each => each.Id is not null).Select(each => view.Parked.GetValueOrDefault((SourceOf(webhook), each.Id!))).OfType<ParkedEvent>()];
    }

    private async Task<View> ViewAsync(WorkspaceId workspace, CancellationToken cancellation) => new(workspace, (await workspaces.AllAsync(cancellation)).All(each => each == workspace));

    internal static InboxEvent EventOf(RawWebhook webhook, RawEvent told) => new(SourceOf(webhook), told.Id, Encoding.UTF8.GetBytes(told.Payload), webhook.ReceivedAt);

    private static string SourceOf(RawWebhook webhook) => webhook.Workspace is { } own ? InboxEvent.SourceOf(webhook.Provider, own) : webhook.Provider;

    /// <returns>The bundle before the one to go on in, that one, and the number below which.</returns>
    private static (BundlePlace? Before, string? Current, int Number) Place(string? cursor)
    {
        if (PageCursor.Read(cursor, 4) is not [var at, var before, var current, var number])
            return (null, null, 0);
        var moment = DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(PageCursor.Number(cursor, at), 0, 253_402_300_799_999));
        return (before.Length > 0 ? new BundlePlace(moment, before) : null, current, (int)Math.Clamp(PageCursor.Number(cursor, number), 0, int.MaxValue));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <param name="IsAlone">There is no other workspace.</param>
    private sealed record View(WorkspaceId Workspace, bool IsAlone)
    {
        /// <summary>What waits or is parked, once it was asked for.</summary>
        public Dictionary<(string Source, string Id), ParkedEvent>? Parked { get; set; }
    }
}

/// <summary>Which callbacks are asked for; null asks for all.</summary>
/// <param name="Until">Before then.</param>
public sealed record RawWebhookFilter(string? Provider = null, string? Account = null, DateTimeOffset? From = null, DateTimeOffset? Until = null)
{
    internal bool Fits(RawWebhook webhook) =>
        (Provider is null || webhook.Provider == Provider) && (Account is null || webhook.Account == Account) && !(webhook.ReceivedAt < From) && !(webhook.ReceivedAt >= Until);
}

/// <param name="NextCursor">Null at the end.</param>
public sealed record RawWebhookPage(IReadOnlyList<ShownWebhook> Items, string? NextCursor);

/// <param name="Ignored">How many of the things that it told mean nothing here.</param>
/// <param name="IsWithheld">Its body is not for this workspace.</param>
/// <param name="IsNobodys">Nothing in it belongs to a workspace.</param>
/// <param name="Unsettled">Of what it led to, what waits or is parked.</param>
public sealed record ShownWebhook(string Id, RawWebhook Webhook, int Ignored, bool IsWithheld, bool IsNobodys, IReadOnlyList<ParkedEvent> Unsettled);
