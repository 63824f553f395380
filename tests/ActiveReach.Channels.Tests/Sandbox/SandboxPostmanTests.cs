using System.Collections.Concurrent;
using System.Text.Json;
using ActiveReach.Channels.Sandbox;
using ActiveReach.Channels.Sandbox.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveReach.Channels.Tests.Sandbox;

public sealed class SandboxPostmanTests : IAsyncLifetime
{
    private readonly SandboxSetting sandbox = new();
    private readonly ConcurrentBag<string> heard = [];
    private readonly WebApplication app;
    private volatile bool refuses;
    private volatile bool hasRefused;

    public SandboxPostmanTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(HearAsync);
        sandbox.Options = sandbox.Options with { EventDelayMs = 0, DeliveredRate = 1, ClickRate = 1, ReplyRate = 0, StopRate = 1, DuplicateRate = 0, ReorderRate = 0 };
    }

    public Task InitializeAsync() => app.StartAsync();

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        sandbox.Dispose();
    }

    [Fact]
    public async Task Receipts_clicks_and_stops_come_back_over_http()
    {
        sandbox.Open();
        await sandbox.Texts.SendAsync(SandboxSetting.Messages(1, 2, "Look: https://reach.example/r/abc-1"), default);

        await WorkUntilAsync("six are heard and noted", () => heard.Count == 6 && !sandbox.IsBusy);

        Assert.Equal(
            ["GET /r/abc-1", "GET /r/abc-1", "SMSDeliveryReportReceived run.1:0:0:1", "SMSDeliveryReportReceived run.1:0:0:2", "SMSReceived STOP", "SMSReceived STOP"],
            heard.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_the_app_has_not_taken_comes_again_even_after_a_restart()
    {
        refuses = true;
        sandbox.Open();
        await sandbox.Texts.SendAsync(SandboxSetting.Messages(1, 1), default);
        await WorkUntilAsync("one is refused", () => hasRefused);
        sandbox.Close();

        refuses = false;
        sandbox.Open();
        await WorkUntilAsync("the stop is heard and noted", () => heard.Contains("SMSReceived STOP") && !sandbox.IsBusy);
        sandbox.Close();
        heard.Clear();
        sandbox.Open();

        Assert.Equal(0, sandbox.Schedule.Due.Count);
    }

    private async Task WorkUntilAsync(string what, Func<bool> isDone)
    {
        using var end = new CancellationTokenSource();
        using var postman = new SandboxPostman(
            sandbox.Carrier, sandbox.Schedule, new SandboxCallback(() => new Uri(app.Urls.First()), "s&cret", "signed", "signed too"), NullLogger<SandboxPostman>.Instance);
        var work = postman.RunAsync(end.Token);
        await Eventually.SeenAsync(what, isDone, done => done);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
    }

    private async Task HearAsync(HttpContext context)
    {
        if (refuses)
        {
            hasRefused = true;
            context.Response.StatusCode = 503;
            return;
        }

        if (context.Request.Path != "/api/webhooks/acs")
        {
            heard.Add($"{context.Request.Method} {context.Request.Path}");
            return;
        }

        Assert.Equal("s&cret", context.Request.Query["secret"]);
        using var events = await JsonDocument.ParseAsync(context.Request.Body);
        foreach (var each in events.RootElement.EnumerateArray())
        {
            var type = each.GetProperty("eventType").GetString()!["Microsoft.Communication.".Length..];
            var inner = each.GetProperty("data");
            heard.Add($"{type} {(type == "SMSReceived" ? inner.GetProperty("message") : inner.GetProperty("tag")).GetString()}");
        }
    }
}
