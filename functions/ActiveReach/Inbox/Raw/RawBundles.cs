using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using ActiveReach.Documents;
using ActiveReach.Problems;
using ActiveReach.Retention;

namespace ActiveReach.Inbox.Raw;

/// <summary>Callbacks as they came, many in a document and packed: a burst costs a few writes, and what is alike takes little room. All lie in one partition, as
/// those to the app's own accounts are nobody's before somebody looks.</summary>
public sealed class RawBundles(IDocuments documents, RawWebhookOptions options) : IAppRetention
{
    private const string Partition = "webhooks|raw";

    /// <summary>Of a bundle before it is packed; what can't be packed at all still fits a document, as base64.</summary>
    private const int MostBytes = 1024 * 1024;

    private const int MostOfBundle = 500;

    /// <summary>From the first of a bundle to the last.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly DocumentKind<RawBundle> Kind = new DocumentKind<RawBundle>("raw-webhooks", bundle => bundle.Id).By("at", bundle => bundle.At);

    /// <summary>Stores them in the order in which they came.</summary>
    public async Task AddAsync(IReadOnlyList<RawWebhook> webhooks, CancellationToken cancellation = default)
    {
        var (some, bytes) = (new List<RawWebhook>(), 0);
        foreach (var each in webhooks)
        {
            if (some.Count == MostOfBundle || (some.Count > 0 && (bytes + each.Size > MostBytes || (each.ReceivedAt - some[0].ReceivedAt).Duration() > Longest)))
            {
                await WriteAsync(some, cancellation);
                (some, bytes) = ([], 0);
            }

            some.Add(each with { Number = some.Count });
            bytes += each.Size;
        }

        if (some.Count > 0)
            await WriteAsync(some, cancellation);
    }

    /// <summary>Bundles of which one may have come in that time, newest first.</summary>
    /// <param name="after">The one to go on behind; null to begin.</param>
    public async IAsyncEnumerable<OpenBundle> ReadAsync(DateTimeOffset? from, DateTimeOffset? until, BundlePlace? after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var query = Kind.In(Partition) with
        {
            Where = [FieldCondition.Within("at", from is { } first ? (FieldValue?)first : null, until is { } last ? (FieldValue?)(last + Longest) : null)],
            OrderBy = "at",
            Descending = true,
            Limit = 20,
            After = after is null ? null : new DocumentPlace(after.At, after.Id),
        };
        do
        {
            var page = await documents.QueryAsync(Kind, query, cancellation);
            foreach (var each in page.Items)
                yield return new OpenBundle(each.Value.Id, each.Value.At, each.ETag, Unpacked(each.Value.Packed));
            query = query with { After = page.Next };
        }
        while (query.After is not null);
    }

    /// <summary>Null when there is none, or no such any more.</summary>
    public async Task<RawWebhook?> FindAsync(string bundle, int number, CancellationToken cancellation = default) =>
        await documents.FindAsync(Kind, Partition, bundle, cancellation) is { } found ? Array.Find(Unpacked(found.Value.Packed), each => each.Number == number) : null;

    /// <summary>Puts others in the place of those that were read.</summary>
    /// <returns>False when the bundle has changed or is gone.</returns>
    public Task<bool> ReplaceAsync(OpenBundle bundle, IReadOnlyList<RawWebhook> webhooks, CancellationToken cancellation = default) =>
        documents.TryAsync(Partition, Kind.Replace(new RawBundle(bundle.Id, bundle.At, Packed(webhooks)), bundle.ETag), cancellation);

    /// <summary>Null when it is gone.</summary>
    public async Task<OpenBundle?> ReadAgainAsync(OpenBundle bundle, CancellationToken cancellation = default) =>
        await documents.FindAsync(Kind, Partition, bundle.Id, cancellation) is { } found ? new OpenBundle(bundle.Id, bundle.At, found.ETag, Unpacked(found.Value.Packed)) : null;

    /// <summary>Removes all that were kept long enough, a commit at a time.</summary>
    public async Task<long> RemoveOldAsync(DateTimeOffset now, CancellationToken cancellation = default)
    {
        var removed = 0L;
        var old = Kind.In(Partition) with { Where = [FieldCondition.Within("at", null, (now - options.Keep).AddMilliseconds(1))], OrderBy = "at", Limit = 50 };
        while ((await documents.QueryAsync(old, cancellation)).Items is { Count: > 0 } found)
        {
            await documents.CommitAsync(Partition, [.. found.Select(each => DocumentChange.Delete(Kind.Name, each.Key.Id))], cancellation);
            removed += found.Count;
        }

        return removed;
    }

    private Task<bool> WriteAsync(List<RawWebhook> some, CancellationToken cancellation)
    {
        var at = some.Max(each => each.ReceivedAt);
        var id = string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds():x11}{RandomNumberGenerator.GetHexString(10, lowercase: true)}");
        return documents.TryAsync(Partition, Kind.Add(new RawBundle(id, at, Packed(some))), cancellation);
    }

    private static byte[] Packed(IReadOnlyList<RawWebhook> webhooks)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            JsonSerializer.Serialize(zip, webhooks, Wire.Json);
        return packed.ToArray();
    }

    private static RawWebhook[] Unpacked(byte[] packed)
    {
        using var zip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<RawWebhook[]>(zip, Wire.Json)!;
    }

    /// <param name="At">When its last one came.</param>
    private sealed record RawBundle(string Id, DateTimeOffset At, byte[] Packed);
}

/// <summary>Where a bundle stands in the order of time.</summary>
public sealed record BundlePlace(DateTimeOffset At, string Id);

/// <summary>A bundle that was read.</summary>
public sealed record OpenBundle(string Id, DateTimeOffset At, string ETag, IReadOnlyList<RawWebhook> Webhooks)
{
    public BundlePlace Place => new(At, Id);
}
