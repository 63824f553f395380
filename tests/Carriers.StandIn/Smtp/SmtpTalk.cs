using System.Net.Security;
using System.Text;

namespace Carriers.StandIn.Smtp;

/// <summary>One connection: the server's side of RFC 5321, as far as a client that submits mails needs it.</summary>
internal sealed class SmtpTalk(SmtpStandIn server, Stream wire, int number)
{
    private Stream stream = wire;
    private StreamReader reader = Reading(wire);
    private bool isSecret;
    private string? user;
    private string from = "";
    private string to = "";

    public async Task RunAsync(CancellationToken stop)
    {
        await SayAsync("220 mail.example ESMTP");
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb is "QUIT")
            {
                await SayAsync("221 Bye");
                return;
            }

            if (!await HearAsync(verb, line, stop))
                return;
        }
    }

    /// <returns>Whether the talk goes on.</returns>
    private Task<bool> HearAsync(string verb, string line, CancellationToken stop) => verb switch
    {
        "EHLO" or "HELO" => AnswerAsync("HELLO", Greeting()),
        "STARTTLS" => SecureAsync(stop),
        "AUTH" => SignInAsync(line),
        "MAIL" => AnswerAsync("MAIL", "250 2.1.0 Ok", () => from = Address(line)),
        "RCPT" => AnswerAsync("RCPT", "250 2.1.5 Ok", () => to = Address(line)),
        "DATA" => TakeAsync(stop),
        "RSET" or "NOOP" => AnswerAsync(verb, "250 2.0.0 Ok"),
        _ => AnswerAsync(verb, "500 5.5.2 What?"),
    };

    private string Greeting()
    {
        string[] words = ["mail.example", "SIZE 1000000", "ENHANCEDSTATUSCODES", .. server.CanBeSecret && !isSecret ? ["STARTTLS"] : Array.Empty<string>(), .. server.Password is null ? Array.Empty<string>() : ["AUTH PLAIN"]];
        return string.Join("\r\n", words.Select((word, index) => $"250{(index == words.Length - 1 ? ' ' : '-')}{word}"));
    }

    private async Task<bool> SecureAsync(CancellationToken stop)
    {
        await SayAsync("220 2.0.0 Go on");
        var secret = new SslStream(stream);
        await secret.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server.Certificate }, stop);
        (stream, reader, isSecret) = (secret, Reading(secret), true);
        return true;
    }

    private Task<bool> SignInAsync(string line)
    {
        var said = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])).Split('\0');
        return said[2] == server.Password ? AnswerAsync("AUTH", "235 2.7.0 Welcome", () => user = said[1]) : AnswerAsync("AUTH", "535 5.7.8 No");
    }

    private async Task<bool> TakeAsync(CancellationToken stop)
    {
        var begins = false;
        if (!await AnswerAsync("DATA", "354 Go on", () => begins = true) || !begins)
            return begins;
        var words = new StringBuilder();
        while (await reader.ReadLineAsync(stop) is { } line && line != ".")
            words.AppendLine(line.StartsWith('.') ? line[1..] : line);
        return await AnswerAsync("END", "250 2.0.0 Taken", () => server.Take(new SmtpMail(from, to, words.ToString(), number, isSecret, user)));
    }

    private async Task<bool> AnswerAsync(string command, string yes, Action? then = null)
    {
        var fate = server.FateOf(command);
        if (fate is { Reply: null })
            return false;
        if (fate is null)
            then?.Invoke();
        await SayAsync(fate?.Reply ?? yes);
        return true;
    }

    private async Task SayAsync(string text)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"));
        await stream.FlushAsync();
    }

    private static StreamReader Reading(Stream from) => new(from, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
