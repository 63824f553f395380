using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using ActiveReach.Workspaces;

namespace ActiveReach.Channels.Vendors;

/// <summary>Visits hosts that workspaces name.</summary>
public static class HostVisits
{
    private const int LongestText = 1024;

    /// <param name="http">Follows no redirects, and isn't led to private addresses.</param>
    public static async Task<VisitedPage> VisitAsync(HttpClient http, Uri address, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation);
            await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
            var text = new byte[LongestText];
            var length = await body.ReadAtLeastAsync(text, LongestText, throwOnEndOfStream: false, cancellation);
            return new VisitedPage((int)answer.StatusCode, Encoding.UTF8.GetString(text.AsSpan(0, length)), null);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new VisitedPage(null, "", FaultOf(error));
        }
    }

    private static string FaultOf(Exception error) => InnermostOf(error) switch
    {
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "DNS knows no address for it",
        SocketException { SocketErrorCode: SocketError.HostUnreachable } => "it has an address of this machine or of a private network, or nobody is there",
        AuthenticationException => "its certificate is not one for this name that browsers trust",
        SocketException => "there is no connection to its port 443",
        _ => "there is no answer over https",
    };

    private static Exception InnermostOf(Exception error) => error is AuthenticationException || error.InnerException is null ? error : InnermostOf(error.InnerException);
}
