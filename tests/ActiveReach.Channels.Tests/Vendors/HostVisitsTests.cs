using System.Net;
using System.Net.Sockets;
using ActiveReach.Channels.Vendors;
using Carriers.StandIn.CommunicationServices;
using Carriers.StandIn.Ses;

namespace ActiveReach.Channels.Tests.Vendors;

/// <summary>A visit to a host that a workspace names tells what is there, and is no way into the operator's network.</summary>
public sealed class HostVisitsTests
{
    [Fact]
    public async Task A_name_that_leads_to_a_private_address_is_not_visited()
    {
        using var http = Guarded(IPAddress.Parse("10.0.0.1"));
        var page = await HostVisits.VisitAsync(http, new Uri("https://rebound.example/.well-known/activereach/x"), CancellationToken.None);
        Assert.Equal((null, "it has an address of this machine or of a private network, or nobody is there"), (page.Status, page.Fault));
    }

    [Fact]
    public async Task A_name_without_an_address_is_told_so()
    {
        using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = new PublicConnections((_, _) => throw new SocketException((int)SocketError.HostNotFound)).ConnectAsync });
        Assert.Equal("DNS knows no address for it", (await HostVisits.VisitAsync(http, new Uri("https://nowhere.example/"), CancellationToken.None)).Fault);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_told_so()
    {
        await using var service = await AcsStandIn.StartAsync(isSecure: true);
        using var http = new HttpClient();
        Assert.Equal("its certificate is not one for this name that browsers trust", (await HostVisits.VisitAsync(http, service.Endpoint, CancellationToken.None)).Fault);
    }

    [Fact]
    public async Task What_is_answered_is_read_to_a_bound()
    {
        await using var ses = await SesStandIn.OpenAsync();
        using var http = new HttpClient();
        var page = await HostVisits.VisitAsync(http, new Uri(ses.Address), CancellationToken.None);
        Assert.True(page is { Status: >= 400, Fault: null, Text.Length: <= 1024 }, $"{page}");
    }

    private static HttpClient Guarded(IPAddress address) => new(new SocketsHttpHandler { ConnectCallback = new PublicConnections((_, _) => Task.FromResult<IPAddress[]>([address])).ConnectAsync });
}
