using System.Text.Json;
using ActiveReach.Providers;
using ActiveReach.TemplateLibrary;

namespace ActiveReach.Channels.Sandbox.Templates;

/// <summary>The stand-in for whoever looks at templates at a vendor: keeps what it was shown in a file of its own before it answers, and has its verdict
/// told when its time has come. The carrier takes no message made of a template that is not approved by then.</summary>
internal sealed class SandboxReviewer(SandboxOptions options, TimeProvider clock) : ITemplateReviewer
{
    private readonly Lock gate = new();
    private readonly string file = options.Outbox + ".templates";
    private Dictionary<string, SandboxReview>? shown;

    public Channel Channel => Channel.WhatsApp;

    /// <summary>Called with what is shown from now on.</summary>
    public Action<SandboxReview>? Shown { get; set; }

    public Task<string> SubmitAsync(TemplateSubmission submission, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var review = SandboxReview.Of(submission, clock.GetUtcNow() + TimeSpan.FromMilliseconds(options.ReviewDelayMs));
        lock (gate)
        {
            if (!Known().TryAdd(review.Id, review))
                return Task.FromResult(review.Id);
            if (Path.GetDirectoryName(Path.GetFullPath(file)) is { Length: > 0 } directory)
                Directory.CreateDirectory(directory);
            using var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            JsonSerializer.Serialize(stream, review);
            stream.WriteByte((byte)'\n');
            stream.Flush(flushToDisk: true);
        }

        Shown?.Invoke(review);
        return Task.FromResult(review.Id);
    }

    /// <summary>All that it was ever shown. Telling a verdict once more changes nothing, so that it needs no memory of which were told.</summary>
    public IReadOnlyList<SandboxReview> All()
    {
        lock (gate)
            return [.. Known().Values];
    }

    public bool HasApproved(string? id)
    {
        lock (gate)
            return id is not null && Known().TryGetValue(id, out var review) && review.Due <= clock.GetUtcNow() && SandboxObjection.To(review, options) is null;
    }

    private Dictionary<string, SandboxReview> Known()
    {
        if (shown is not null)
            return shown;
        shown = new Dictionary<string, SandboxReview>(StringComparer.Ordinal);
        foreach (var line in File.Exists(file) ? File.ReadAllLines(file) : [])
        {
            // A line torn by a crash was never answered for.
            if (line.EndsWith('}') && JsonSerializer.Deserialize<SandboxReview>(line) is { } review)
                shown[review.Id] = review;
        }

        return shown;
    }
}
