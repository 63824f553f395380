using System.Net;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Workspaces;
using Azure;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Tests.Workspaces;

/// <summary>What callers are told while a store of the cloud can't keep up.</summary>
public sealed class BusyStoreTests
{
    [Theory]
    [InlineData(429, HttpStatusCode.ServiceUnavailable)]
    [InlineData(503, HttpStatusCode.ServiceUnavailable)]
    [InlineData(408, HttpStatusCode.ServiceUnavailable)]
    [InlineData(403, HttpStatusCode.InternalServerError)]
    public async Task A_store_that_can_not_keep_up_is_503_with_the_time_to_wait(int status, HttpStatusCode expected)
    {
        var store = new Failing(new CosmosException("Too much.", (HttpStatusCode)status, 3200, "activity", 0));
        await using var app = await RunningApp.StartAsync(builder => builder.Services.AddSingleton<IErasureStep>(store));
        var contact = (await app.Sender.PostJsonAsync("/api/workspaces/demo/contacts", """{"externalId":"c1"}""")).Text("id");

        foreach (var error in new[] { store.Error, new RequestFailedException(status, "Too much.") })
        {
            store.Error = error;
            using var answer = await app.Admin.DeleteAsync(new Uri($"/api/workspaces/demo/contacts/{contact}", UriKind.Relative));
            Assert.Equal(expected, answer.StatusCode);
            Assert.Equal(expected is HttpStatusCode.ServiceUnavailable ? TimeSpan.FromSeconds(1) : null, answer.Headers.RetryAfter?.Delta);
        }
    }

    private sealed class Failing(Exception error) : IErasureStep
    {
        public Exception Error { get; set; } = error;

        public Task EraseAsync(WorkspaceId workspace, Contact contact, CancellationToken cancellation = default) => Task.FromException(Error);
    }
}
