using Innovation.Web.Shell;
using Innovation.Workflows.Definitions;

namespace Innovation.Web.Demo;

/// <summary>One account of each kind for the sign-in page; all share one password.</summary>
internal sealed class DemoSignIn(DemoAccounts accounts) : IDemoAccounts
{
    private static readonly string[] Offered = ["ent01", "ent02", "ent03", "town01", "town03", "officer1", "officer2", "head", "expert01", "committee1", "signatory", "auditor", "admin"];

    public async ValueTask<IReadOnlyList<Shell.DemoAccount>> ListAsync(CancellationToken cancellation = default)
    {
        var all = (await accounts.ListAsync()).ToDictionary(a => a.UserName);
        return [.. Offered.Where(all.ContainsKey).Select(name => all[name]).Select(a => new Shell.DemoAccount(a.UserName, a.Password, $"{a.Organization} · {a.Name}",
            string.Join("、", a.Roles.Select(r => r == "applicant" ? $"申报单位（{a.Area}）" : ProcessRoles.Names.GetValueOrDefault(r, r)))))];
    }
}
