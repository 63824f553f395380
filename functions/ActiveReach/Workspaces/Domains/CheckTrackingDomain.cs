using ActiveReach.Problems;

namespace ActiveReach.Workspaces;

/// <summary>Fetches a page of a host that somebody names, and never one of this machine or of a private network.</summary>
public delegate Task<VisitedPage> VisitHost(Uri address, CancellationToken cancellation);

/// <param name="Status">Null where there was no answer.</param>
/// <param name="Text">Its beginning.</param>
/// <param name="Fault">What there was in place of an answer, as the end of a sentence.</param>
public sealed record VisitedPage(int? Status, string Text, string? Fault);

/// <summary>A tracking domain is used once it is seen to lead here, and by one workspace.</summary>
/// <param name="publicUrl">The app's own address (setting <c>ActiveReach__PublicUrl</c>).</param>
public sealed class CheckTrackingDomain(TrackingDomains domains, DomainProof proof, VisitHost visit, Uri publicUrl) : ISettingsWatch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<Func<CancellationToken, Task>?> CheckAsync(SettingsChange change, CancellationToken cancellation = default)
    {
        var asked = change.Asked.Of<LinkSettings>();
        if (asked.TrackingDomain is not { } host || host == change.Workspace.TrackingDomain || asked.Check().Any())
            return null;
        if (host == publicUrl.Host)
            throw Refused("own_host", $"trackingDomain is '{host}', the app's own address, on which links are built without it: give a name of the workspace's own, or null.");
        if (await domains.IsTakenAsync(host, change.Workspace.Id, cancellation))
            throw Taken(host);
        if (await FaultAsync(host, cancellation) is { } fault)
            throw Refused("not_here", $"trackingDomain is '{host}', which doesn't lead here: {fault}. Let its DNS and its certificate lead to this app ({publicUrl.Host}), which is told of the name, and save it again; docs/operations.md says how.");
        return await domains.TryTakeAsync(host, change.Workspace.Id, cancellation) ? null : throw Taken(host);
    }

    /// <summary>Null where it leads here.</summary>
    private async Task<string?> FaultAsync(string host, CancellationToken cancellation)
    {
        var (word, address) = (DomainProof.NewWord(), $"https://{host}{DomainProof.Path}");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        VisitedPage page;
        try
        {
            page = await visit(new Uri(address + word), patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"nothing was answered within {Patience.TotalSeconds:0} seconds";
        }

        if (page.Status is not { } status)
            return page.Fault ?? "nobody answered";
        if (status != 200 || proof.HostIn(word, page.Text) is not { } told)
            return status == 200 ? "something else answers there" : $"{address} was answered with {status}";
        return told == host ? null : $"it leads here, but what stands before the app asks it by another name ({InputProblem.Shorten(told)}): let it hand on the header Host";
    }

    private static InvalidInputException Taken(string host) => new("trackingDomain", "taken", $"trackingDomain '{host}' belongs to another workspace: use a name of your own.");

    private static InvalidInputException Refused(string code, string message) => new([new InputProblem("trackingDomain", code, message)], 422);
}
