using System.Buffers;
using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Exports;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Reviews;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Documents;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Transfer;

/// <summary>Writes a workspace into a file that <see cref="ImportWorkspace"/> reads, through the ports, so that it may come from any stores: what is needed by whoever writes
/// contacts, the suppression list, the contacts with what they have said, everything else.</summary>
public sealed class ExportWorkspace(
    IDocuments documents,
    IContactStore contacts,
    IConsentStore consents,
    ISuppressionStore suppressions,
    IEventStore events,
    IFieldTypeStore fieldTypes,
    ReviewList reviews,
    WorkspaceRegister workspaces,
    TimeProvider time)
{
    private const int PageSize = 500;

    /// <summary>Bodies may be large.</summary>
    private const int DocumentPage = 100;

    private static readonly CampaignStatus[] AtRest = [CampaignStatus.Draft, CampaignStatus.Complete, CampaignStatus.Failed, CampaignStatus.Cancelled];

    /// <returns>What has been written.</returns>
    /// <exception cref="TransferRefusedException">There is no such workspace, or something of it is under way.</exception>
    public async Task<TransferCounts> RunAsync(WorkspaceId id, Stream file, CancellationToken cancellation = default)
    {
        var workspace = await workspaces.FindAsync(id, cancellation) ?? throw new TransferRefusedException($"There is no workspace '{id}' here. There are: {string.Join(", ", await workspaces.AllAsync(cancellation))}.");
        var campaigns = await CampaignsAsync(id, cancellation);
        await RefuseWhatIsUnderWayAsync(id, campaigns, cancellation);

        await using var lines = new LineWriter(file);
        await lines.WriteAsync(new TransferLine { Workspace = new TransferHeader(TransferHeader.Newest, id, time.GetUtcNow()) }, cancellation);
        var written = new TransferCounts { Documents = await DocumentsAsync(lines, id.Partition, DocumentKinds.BeforeContacts, cancellation) };
        written = written with { Suppressions = await SuppressionsAsync(lines, id, cancellation) };
        written = await ContactsAsync(lines, workspace, written, cancellation);
        written = written with { Documents = written.Documents + await OthersAsync(lines, id, campaigns, cancellation) };
        written = written with { Events = await EventsAsync(lines, id, cancellation) };
        await lines.WriteAsync(new TransferLine { End = written }, cancellation);
        return written;
    }

    private async Task<IReadOnlyList<Campaign>> CampaignsAsync(WorkspaceId id, CancellationToken cancellation) =>
        await documents.AllAsync(Campaigns.Records.CampaignRecords.Kind, Campaigns.Records.CampaignRecords.Kind.In(id.Partition), cancellation);

    private async Task RefuseWhatIsUnderWayAsync(WorkspaceId id, IReadOnlyList<Campaign> campaigns, CancellationToken cancellation)
    {
        var busy = campaigns.Where(campaign => !AtRest.Contains(campaign.Status)).Select(campaign => $"campaign {campaign.Id} '{campaign.Definition.Name}' ({campaign.Status})")
            .Concat((await fieldTypes.ListAsync(id, cancellation)).Where(change => !change.IsOver).Select(change => $"the new type of the field '{change.Field}'")).ToList();
        if ((await reviews.ListAsync(id, open: true, new PageQuery(1, null, "at", false), cancellation)).Total is > 0 and var open)
            busy.Add($"{open} requests to stop that wait for a decision");
        if (busy.Count > 0)
            throw new TransferRefusedException($"Of '{id}' something is under way, which no file can carry: {string.Join("; ", busy.Take(3))}{(busy.Count > 3 ? $" and {busy.Count - 3} more" : "")}. Let it end, cancel it or decide on it, and export again.");
    }

    private async Task<long> OthersAsync(LineWriter lines, WorkspaceId id, IReadOnlyList<Campaign> campaigns, CancellationToken cancellation)
    {
        var written = await DocumentsAsync(lines, id.Partition, DocumentKinds.OfWorkspace, cancellation);
        foreach (var campaign in campaigns)
        {
            var partition = id.PartitionOf(campaign.Id.Value);
            written += await DocumentsAsync(lines, partition, DocumentKinds.OfCampaign, cancellation);
            await foreach (var run in AllAsync(partition, "run", cancellation))
                written += await DocumentsAsync(lines, id.PartitionOf(run.Key.Id), DocumentKinds.OfRun, cancellation);
        }

        var ours = campaigns.Select(campaign => campaign.Id).ToHashSet();
        return written + await DocumentsAsync(lines, WorkspacePartition.Directory, DocumentKinds.InDirectory, cancellation, document => IsOf(id, ours, document));
    }

    private static bool IsOf(WorkspaceId id, HashSet<CampaignId> campaigns, StoredDocument document) => document.Key.Kind switch
    {
        "listed-workspace" => document.Key.Id == id.Value,
        "campaign-home" => campaigns.Contains(new CampaignId(document.Key.Id)),
        "run-number" => campaigns.Contains(JsonSerializer.Deserialize<OfRun>(document.Body.Span, Wire.Json)!.Run.Campaign),
        _ => JsonSerializer.Deserialize<OfWorkspace>(document.Body.Span, Wire.Json)!.Workspace == id,
    };

    private async Task<long> DocumentsAsync(LineWriter lines, string partition, IReadOnlyList<string> kinds, CancellationToken cancellation, Func<StoredDocument, bool>? which = null)
    {
        var written = 0L;
        foreach (var kind in kinds)
        {
            await foreach (var document in AllAsync(partition, kind, cancellation))
            {
                if (which?.Invoke(document) is false)
                    continue;
                await lines.WriteAsync(document, cancellation);
                written++;
            }
        }

        return written;
    }

    private async IAsyncEnumerable<StoredDocument> AllAsync(string partition, string kind, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var query = new DocumentQuery(partition, kind) { Limit = DocumentPage };
        do
        {
            var page = await documents.QueryAsync(query, cancellation);
            foreach (var document in page.Items)
                yield return document;
            query = query with { After = page.Next };
        }
        while (query.After is not null);
    }

    private async Task<long> SuppressionsAsync(LineWriter lines, WorkspaceId id, CancellationToken cancellation)
    {
        var written = 0L;
        string? cursor = null;
        do
        {
            var page = await suppressions.ListAsync(id, new PageQuery(PageQuery.MaxLimit, cursor, "hash", false), cancellation);
            foreach (var suppression in page.Items)
                await lines.WriteAsync(new TransferLine { Suppression = suppression }, cancellation);
            written += page.Items.Count;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return written;
    }

    private async Task<TransferCounts> ContactsAsync(LineWriter lines, Workspace workspace, TransferCounts written, CancellationToken cancellation)
    {
        var custom = workspace.CustomFields.Keys.Order(StringComparer.Ordinal).ToList();
        ContactId? after = null;
        while (await contacts.NextAsync(workspace.Id, after, PageSize, cancellation) is { Count: > 0 } page)
        {
            foreach (var contact in page)
            {
                var line = Told(contact, custom, await consents.ListChangesAsync(workspace.Id, contact.Id, cancellation));
                await lines.WriteAsync(new TransferLine { Contact = line }, cancellation);
                written = written with { Contacts = written.Contacts + 1, Consents = written.Consents + line.Words.Count };
            }

            after = page[^1].Id;
        }

        return written;
    }

    private static TransferContact Told(Contact contact, IReadOnlyList<string> custom, IReadOnlyList<ConsentChange> changes)
    {
        using var json = new MemoryStream();
        ContactNdjson.Append(json, contact, custom);
        var spoken = changes.Where(change => change.Topic is null).SelectMany(change => change.Channels).ToHashSet();
        var latest = new HashSet<(string?, Channel)>();
        var words = changes.Select(change => new TransferWord(change.Channels, change.State, change.Source, change.At, change.Proof, change.Topic, Holds(contact, change, latest))).Reverse().ToList();
        return new TransferContact(
            contact.Id,
            JsonSerializer.Deserialize<JsonElement>(json.ToArray()),
            ChannelSet.All.Where(channel => !spoken.Contains(channel)).ToDictionary(channel => channel, channel => contact.Consents[channel]),
            contact.Origin,
            contact.CreatedAt,
            contact.Devices,
            words);
    }

    /// <param name="latest">Of what later changes have spoken.</param>
    private static bool Holds(Contact contact, ConsentChange change, HashSet<(string?, Channel)> latest)
    {
        var isLatest = change.Channels.Count(channel => latest.Add((change.Topic, channel))) == change.Channels.Count;
        var refused = change.Topic is { } topic ? contact.RefusedTopics.GetValueOrDefault(topic) : contact.RefusedChannels.Union(contact.SuppressedChannels);
        return isLatest && change.State is ConsentState.OptedIn && !change.Channels.Any(channel => refused.Contains(channel));
    }

    private async Task<long> EventsAsync(LineWriter lines, WorkspaceId id, CancellationToken cancellation)
    {
        var written = 0L;
        string? cursor = null;
        do
        {
            var page = await events.ListAsync(id, new EventFilter(), new PageQuery(PageQuery.MaxLimit, cursor, "at", false), cancellation);
            foreach (var each in page.Items.Where(each => each.Contact is not null))
            {
                await lines.WriteAsync(new TransferLine { Event = each }, cancellation);
                written++;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return written;
    }

    private sealed record OfWorkspace(WorkspaceId Workspace);

    private sealed record OfRun(RunId Run);

    /// <summary>Writes what is told line by line, a block at a time.</summary>
    private sealed class LineWriter(Stream file) : IAsyncDisposable
    {
        private const int Block = 1 << 20;

        private readonly ArrayBufferWriter<byte> buffer = new(Block);

        public Task WriteAsync(TransferLine line, CancellationToken cancellation)
        {
            using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Wire.Json.Encoder }))
                JsonSerializer.Serialize(json, line, Wire.Json);
            return EndAsync(cancellation);
        }

        public Task WriteAsync(StoredDocument document, CancellationToken cancellation)
        {
            TransferDocument.Write(buffer, document);
            return EndAsync(cancellation);
        }

        public async ValueTask DisposeAsync() => await file.WriteAsync(buffer.WrittenMemory);

        private async Task EndAsync(CancellationToken cancellation)
        {
            buffer.Write("\n"u8);
            if (buffer.WrittenCount < Block)
                return;
            await file.WriteAsync(buffer.WrittenMemory, cancellation);
            buffer.ResetWrittenCount();
        }
    }
}
