namespace Carriers.StandIn.Smtp;

/// <summary>What becomes of a command.</summary>
/// <param name="Command">HELLO, AUTH, MAIL, RCPT, DATA, or END for the end of the words.</param>
/// <param name="Reply">What is answered in place of yes; null breaks the connection.</param>
public sealed record SmtpFate(string Command, string? Reply);

/// <summary>A mail that the server has taken.</summary>
/// <param name="Words">Headers and body, as they came.</param>
/// <param name="Connection">The number of the connection, from 1.</param>
/// <param name="User">Who signed in; null for nobody.</param>
public sealed record SmtpMail(string From, string To, string Words, int Connection, bool IsSecret, string? User);
