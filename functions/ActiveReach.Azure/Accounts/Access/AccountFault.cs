using System.Net;
using ActiveReach.Workspaces;
using Azure;
using Azure.Identity;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Accounts.Access;

/// <summary>Why an account can't be used, in one sentence with the setting, its value and the remedy.</summary>
internal static class AccountFault
{
    /// <summary>Asks the account for something; what goes wrong is told so that an operator knows what to do.</summary>
    /// <exception cref="StoreRefusedException">The account can't be used.</exception>
    public static async Task AskAsync(AccountOptions account, Func<CancellationToken, Task> ask, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            await ask(cancellation);
        }
        catch (Exception error) when (error is not StoreRefusedException)
        {
            throw new StoreRefusedException($"{account.Setting} is '{account.Place}', {Reason(account, error)}", error);
        }
    }

    private static string Reason(AccountOptions account, Exception error) => StatusOf(error) switch
    {
        _ when IsOfIdentity(error) => "but the app has no identity to show there: give it a managed identity (a user-assigned one by AZURE_CLIENT_ID), or sign in on this machine (az login).",
        401 => "which does not know the app's identity: is it of the same tenant as the account?",
        403 => $"which lets the app's identity do too little: give it the role '{account.Kind.Permission}' there, and this network access to it.",
        404 => "where something is missing that is deployed with it (database, container, table): deploy the infrastructure, or mend the name.",
        { } status and > 0 => $"which answered {status}. Look at the account's health and at its address.",
        _ => "which has not answered: is the address right, and does this network reach it (name, firewall, private endpoint)?",
    };

    private static bool IsOfIdentity(Exception error) =>
        error is AuthenticationFailedException || (error.InnerException is { } inner && IsOfIdentity(inner));

    private static int? StatusOf(Exception error) => error switch
    {
        RequestFailedException refused => refused.Status,
        CosmosException { StatusCode: var status } when status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.RequestTimeout) => (int)status,
        _ => null,
    };
}
