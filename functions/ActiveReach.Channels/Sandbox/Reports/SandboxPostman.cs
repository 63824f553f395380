using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Sandbox.Reports;

/// <summary>Brings what comes back to the app over HTTP: receipts and replies in arrays to the webhook, those of RCS one by one to its own, opens and clicks as requests of
/// their addresses. What the app doesn't take now is brought again; a message that has told all is marked as told.</summary>
internal sealed class SandboxPostman(SandboxCarrier carrier, SandboxSchedule schedule, SandboxCallback callback, ILogger<SandboxPostman> logger) : IDisposable
{
    private const int MostInGroup = 256;

    /// <summary>What the browser of a contact names itself.</summary>
    private const string Browser = "Mozilla/5.0 (Linux; Android 15; Sandbox) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly SemaphoreSlim hits = new(16);
    private readonly HttpClient http = SandboxDelivery.NewClient();

    public async Task RunAsync(CancellationToken cancellation)
    {
        var group = new List<SandboxStep>(MostInGroup);
        while (await schedule.Due.WaitToReadAsync(cancellation))
        {
            group.Clear();
            while (group.Count < MostInGroup && schedule.Due.TryRead(out var step))
                group.Add(step);
            if (callback.Address() is { } address)
                await BringAsync(address, group, cancellation);
            else
                await AgainAsync(group, cancellation);
        }
    }

    public void Dispose()
    {
        http.Dispose();
        hits.Dispose();
    }

    private async Task BringAsync(Uri address, List<SandboxStep> group, CancellationToken cancellation)
    {
        var posted = new List<Parcel>();
        var trips = new List<Task>();
        var gone = 0;
        foreach (var step in group)
        {
            if (carrier.Read(step.Offset, step.Length) is not { } message)
            {
                gone++;
                continue;
            }

            var draws = new SandboxDraws(carrier.Options.Seed, message.Key);
            var parcel = new Parcel(step, message, draws, SandboxScript.Of(message, draws, carrier.Options));
            if (RequestOf(address, parcel) is { } request)
                trips.Add(BringAsync(request, [parcel], cancellation));
            else
                posted.Add(parcel);
        }

        if (posted.Count > 0)
            trips.Add(BringAsync(WebhookRequest(address, posted), posted, cancellation));
        await Task.WhenAll(trips);
        schedule.Settle(gone);
    }

    private async Task BringAsync(HttpRequestMessage request, IReadOnlyList<Parcel> parcels, CancellationToken cancellation)
    {
        bool isTaken;
        using (request)
        {
            request.Headers.TryAddWithoutValidation("User-Agent", Browser);
            await hits.WaitAsync(cancellation);
            try
            {
                isTaken = await http.IsTakenAsync(request, parcels.Count, logger, cancellation);
            }
            finally
            {
                hits.Release();
            }
        }

        if (isTaken)
            GoOn(parcels);
        else
            await AgainAsync(parcels.Select(parcel => parcel.Step).ToList(), cancellation);
    }

    private void GoOn(IReadOnlyList<Parcel> parcels)
    {
        schedule.Add(parcels.Where(parcel => !parcel.IsLast).Select(parcel => (parcel.Script[parcel.Step.Event + 1].Due, parcel.Step with { Event = parcel.Step.Event + 1 })).ToList());
        carrier.Progress.Mark(parcels.Where(parcel => parcel.IsLast).Select(parcel => SandboxProgress.Short(parcel.Draws.Key)).ToList());
        schedule.Settle(parcels.Count);
    }

    private async Task AgainAsync(IReadOnlyList<SandboxStep> steps, CancellationToken cancellation)
    {
        await Task.Delay(Pause, cancellation);
        foreach (var step in steps)
            schedule.Again(step);
    }

    private HttpRequestMessage WebhookRequest(Uri address, List<Parcel> parcels) => new(HttpMethod.Post, new Uri(address, $"/api/webhooks/acs?secret={Uri.EscapeDataString(callback.Secret)}"))
    {
        Content = new ByteArrayContent(EventGridJson.Write(parcels.Select(parcel => (parcel.Message, parcel.Event, parcel.Draws))))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        },
    };

    /// <summary>Null for what goes to the webhook of all.</summary>
    private HttpRequestMessage? RequestOf(Uri address, Parcel parcel) => parcel.Event.Kind switch
    {
        SandboxEventKind.Opened when parcel.Message.Channel == Channel.Email => new HttpRequestMessage(HttpMethod.Get, new Uri(address, SandboxBody.PixelOf(parcel.Message.Body))),
        SandboxEventKind.Clicked => new HttpRequestMessage(HttpMethod.Get, new Uri(address, SandboxBody.LinkOf(SandboxBody.Of(parcel.Message), parcel.Draws.Share(SandboxDraw.WhichLink)))),
        SandboxEventKind.Stopped when parcel.Message.Channel == Channel.Email => new HttpRequestMessage(HttpMethod.Post, new Uri(address, new Uri(parcel.Message.Unsubscribe!).AbsolutePath))
        {
            Content = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]),
        },
        _ when parcel.Message.Channel == Channel.Rcs => GoogleRequest(address, GoogleJson.Write(parcel.Message, parcel.Event, parcel.Draws)),
        _ => null,
    };

    private HttpRequestMessage GoogleRequest(Uri address, byte[] told) => new(HttpMethod.Post, new Uri(address, "/api/webhooks/rcs"))
    {
        Content = new ByteArrayContent(GoogleJson.Wrap(told)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        Headers = { { "X-Goog-Signature", GoogleJson.Signature(told, callback.RcsSecret) } },
    };

    private sealed record Parcel(SandboxStep Step, SandboxMessage Message, SandboxDraws Draws, List<SandboxEvent> Script)
    {
        public SandboxEvent Event => Script[Step.Event];

        public bool IsLast => Step.Event + 1 >= Script.Count;
    }
}
