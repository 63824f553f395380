using System.Security.Cryptography;
using System.Text;
using ActiveReach.Access;

namespace ActiveReach.Functions.Http;

/// <summary>Kept answers may hold a new key or somebody's data, so they can only be read with what the caller shows again: neither
/// credential nor idempotency key is stored.</summary>
internal sealed class AnswerSeal(string credential, string idempotencyKey)
{
    private readonly Seal seal = new(Encoding.UTF8.GetBytes($"{credential}\n{idempotencyKey}"), "kept answer");

    public byte[] Close(byte[] answer) => seal.Close(answer);

    public byte[] Open(byte[] closed) => seal.Open(closed) ?? throw new AuthenticationTagMismatchException();
}
