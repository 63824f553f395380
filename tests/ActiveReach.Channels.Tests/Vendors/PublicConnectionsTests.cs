using System.Net;
using System.Net.Sockets;
using ActiveReach.Channels.Smtp;
using ActiveReach.Channels.Vendors;
using Carriers.StandIn.Smtp;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveReach.Channels.Tests.Vendors;

/// <summary>A workspace's account is no way into the operator's network, whatever its name leads to.</summary>
public sealed class PublicConnectionsTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:192.168.1.1")]
    [InlineData("fd00::1")]
    public async Task A_name_that_leads_to_a_private_address_is_not_followed(string address)
    {
        var connections = new PublicConnections((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.216.34"), IPAddress.Parse(address)]));
        var refused = await Assert.ThrowsAsync<SocketException>(() => connections.OpenAsync("rebound.example", 443, CancellationToken.None));
        Assert.Equal(SocketError.HostUnreachable, refused.SocketErrorCode);
    }

    [Fact]
    public async Task A_request_to_such_a_name_reaches_nobody_and_fails_nobody()
    {
        using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = new PublicConnections((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback])).ConnectAsync });
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://rebound.example/");
        Assert.Null(await http.AskAsync(request, CancellationToken.None));
    }

    [Fact]
    public async Task A_mail_server_of_an_account_at_a_private_address_is_not_connected_to()
    {
        await using var server = new SmtpStandIn();
        var options = new SmtpOptions { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.None };
        using var closed = SmtpProvider.OfAccount(options, NullLogger<SmtpProvider>.Instance, isOpen: false);
        using var open = SmtpProvider.OfAccount(options, NullLogger<SmtpProvider>.Instance, isOpen: true);
        Assert.Equal((false, true), ((await closed.CheckAsync(CancellationToken.None)).IsWell, (await open.CheckAsync(CancellationToken.None)).IsWell));
    }
}
