using System.Collections.Concurrent;
using System.Net;
using System.Text;
using ActiveReach.Functions.Tests.Fixture;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ActiveReach.Functions.Tests.Sight;

/// <summary>What leaves the process for a collector.</summary>
[Collection("Alone")]
public sealed class CollectorTests
{
    [Fact]
    public async Task A_collector_gets_measurements_and_traces_and_no_person_and_no_secret_in_them()
    {
        await using var collector = new Collector();
        await using var app = await RunningApp.StartAsync(builder => builder.Configuration.AddInMemoryCollection(
        [
            new("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), new("Sandbox:LatencyMs", "0"),
        ]));
        var contact = await app.Sender.PostJsonAsync("/api/workspaces/demo/contacts", new { externalId = "gwen-17", firstName = "Gwendolyn", phone = "+919876500017", email = "gwendolyn@example.net" });
        await app.Viewer.GetJsonAsync("/api/workspaces/demo/contacts?q=gwendolyn@example.net");
        await app.Viewer.GetJsonAsync($"/api/workspaces/demo/contacts/{contact.Text("id")}");
        await app.Nobody.GetJsonAsync("/r/A-token-of-a-click-1234567890");
        await app.Nobody.GetJsonAsync("/u/A-token-of-a-way-out-1234567890");
        await app.Nobody.PostJsonAsync("/api/webhooks/acs?secret=a-secret-that-is-wrong", "[]");

        string[] told = ["api/workspaces/{ws}/contacts", "http.server.request.duration", "activereach.queue.age", "service.name"];
        var sent = await Eventually.SeenAsync("the collector has measurements and traces", Flushed, text => told.All(each => text.Contains(each, StringComparison.Ordinal)));
        foreach (var secret in new[] { "wendolyn", "9876500017", "gwen-17", "A-token-of", "a-secret-that", "demo-admin-key", RunningApp.Browser, contact.Text("id") })
            Assert.DoesNotContain(secret, sent, StringComparison.Ordinal);

        string Flushed()
        {
            Assert.True(app.Get<TracerProvider>().ForceFlush());
            Assert.True(app.Get<MeterProvider>().ForceFlush());
            return collector.Text;
        }
    }

    /// <summary>Takes what it gets.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly HttpListener listener = new();
        private readonly ConcurrentQueue<string> bodies = [];
        private readonly Task taking;

        public Collector()
        {
            Address = $"http://127.0.0.1:{FreePort.Take()}/";
            listener.Prefixes.Add(Address);
            listener.Start();
            taking = TakeAsync();
        }

        public string Address { get; }

        public string Text => string.Concat(bodies);

        public async ValueTask DisposeAsync()
        {
            listener.Stop();
            await taking;
        }

        private async Task TakeAsync()
        {
            try
            {
                while (true)
                {
                    var context = await listener.GetContextAsync();
                    using var body = new MemoryStream();
                    await context.Request.InputStream.CopyToAsync(body);
                    bodies.Enqueue($"{context.Request.Url!.AbsolutePath}\n{Encoding.Latin1.GetString(body.ToArray())}\n");
                    context.Response.Close();
                }
            }
            catch (Exception) when (!listener.IsListening)
            {
                // It is over.
            }
        }
    }
}
