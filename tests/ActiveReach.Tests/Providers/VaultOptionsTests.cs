using ActiveReach.Providers.Vaults;
using ActiveReach.Settings;
using ActiveReach.Workspaces;

namespace ActiveReach.Tests.Providers;

/// <summary>Which secret a reference means, and who may name it.</summary>
public sealed class VaultOptionsTests
{
    private const string Domain = "vault.azure.net";

    [Theory]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://kv-shop.vault.azure.net/secrets/demo-smtp)", "kv-shop/demo-smtp")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://kv-shop.vault.azure.net/secrets/demo-smtp/)", "kv-shop/demo-smtp")]
    [InlineData(" @microsoft.keyvault(secreturi=https://KV-Shop.Vault.Azure.Net/Secrets/Demo-SMTP) ", "kv-shop/demo-smtp")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://kv-shop.vault.azure.net/secrets/demo-smtp/ec96f02080254f109c51a1f14cdb1931)", "kv-shop/demo-smtp/ec96f02080254f109c51a1f14cdb1931")]
    [InlineData("@Microsoft.KeyVault(VaultName=kv-shop;SecretName=demo-smtp)", "kv-shop/demo-smtp")]
    [InlineData("@Microsoft.KeyVault(VaultName=kv-shop;SecretName=demo-smtp;SecretVersion=ec96f02080254f109c51a1f14cdb1931)", "kv-shop/demo-smtp/ec96f02080254f109c51a1f14cdb1931")]
    public void A_reference_is_written_as_in_settings_of_the_platform(string text, string meant) => Assert.Equal(meant, VaultReference.Read(text, Domain)?.ToString());

    [Theory]
    [InlineData("SecretUri=http://kv-shop.vault.azure.net/secrets/demo-smtp")]
    [InlineData("SecretUri=https://vaults.example/secrets/demo-smtp")]
    [InlineData("SecretUri=https://kv-shop.vault.azure.net.vaults.example/secrets/demo-smtp")]
    [InlineData("SecretUri=https://kv-shop.vault.azure.net@vaults.example/secrets/demo-smtp")]
    [InlineData("SecretUri=https://vaults.example#.vault.azure.net/secrets/demo-smtp")]
    [InlineData("SecretUri=https://kv-shop.vault.azure.net:8443/secrets/demo-smtp")]
    [InlineData("SecretUri=https://kv-shop.vault.azure.cn/secrets/demo-smtp")]
    [InlineData("SecretUri=https://kv-shop.privatelink.vault.azure.net/secrets/demo-smtp")]
    [InlineData("SecretUri=https://kv-shop.vault.azure.net/secrets/demo-smtp/../../keys/other")]
    [InlineData("SecretUri=https://kv-shop.vault.azure.net/secrets/demo-smtp?api-version=7.0")]
    [InlineData("SecretUri=https://kv-shop.vault.azure.net/keys/demo-smtp")]
    [InlineData("VaultName=kv-shop.vaults.example/;SecretName=demo-smtp")]
    [InlineData("VaultName=kv-shop;SecretName=demo/../other")]
    [InlineData("VaultName=kv-shop")]
    [InlineData("")]
    public void A_reference_that_leads_elsewhere_is_none(string within) => Assert.Null(VaultReference.Read($"@Microsoft.KeyVault({within})", Domain));

    [Theory]
    [InlineData(null, "demo", "kv-shop", "demo-smtp", false)]
    [InlineData("demo=kv-shop/demo-*", "demo", "kv-shop", "demo-smtp", true)]
    [InlineData("demo=kv-shop/demo-*", "demo", "kv-shop", "link-signing-key", false)]
    [InlineData("demo=kv-shop/demo-*", "demo", "kv-other", "demo-smtp", false)]
    [InlineData("demo=kv-shop/demo-*", "demo-two", "kv-shop", "demo-smtp", false)]
    [InlineData("demo=kv-shop/smtp", "demo", "kv-shop", "smtp", true)]
    [InlineData("demo=kv-shop/smtp", "demo", "kv-shop", "smtp-of-others", false)]
    [InlineData("north=kv-north/*, demo=KV-Shop/Demo-*", "demo", "kv-shop", "demo-smtp", true)]
    [InlineData("north=kv-north/*, demo=kv-shop/demo-*", "demo", "kv-north", "smtp", false)]
    public void A_workspace_names_what_it_was_given_and_nothing_else(string? allowed, string workspace, string vault, string secret, bool may) =>
        Assert.Equal(may, Read(allowed).Allows(new WorkspaceId(workspace), new VaultReference(vault, secret, null)));

    [Theory]
    [InlineData("kv-shop/demo-*")]
    [InlineData("demo=kv-shop")]
    [InlineData("demo=kv-shop/")]
    [InlineData("*=kv-shop/*")]
    [InlineData("demo=kv-*/smtp")]
    [InlineData("demo=https://kv-shop.vault.azure.net/secrets/smtp")]
    [InlineData("shop=kv-shop/shop-*, shop-two=kv-shop/shop-two-*")]
    [InlineData("shop=kv-shop/*, north=kv-shop/north-smtp")]
    public void What_cant_be_meant_is_refused_at_the_start(string allowed)
    {
        var refused = Assert.Throws<SettingsRefusedException>(() => Read(allowed));
        Assert.Contains("ActiveReach__KeyVault__Allowed", Assert.Single(refused.Refusals), StringComparison.Ordinal);
    }

    [Fact]
    public void Workspaces_may_share_a_secret_by_the_same_entry()
    {
        var options = Read("north=kv-shop/shared-smtp,south=kv-shop/shared-smtp");
        Assert.All(["north", "south"], workspace => Assert.True(options.Allows(new WorkspaceId(workspace), new VaultReference("kv-shop", "shared-smtp", null))));
    }

    private static VaultOptions Read(string? allowed)
    {
        var reader = new SettingReader(name => name == "ActiveReach__KeyVault__Allowed" ? allowed : null, _ => []);
        var options = VaultOptions.Read(reader);
        reader.Check();
        return options;
    }
}
