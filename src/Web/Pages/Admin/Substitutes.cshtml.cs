using Innovation.Web.Access;
using Innovation.Web.Pages.Account;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;

namespace Innovation.Web.Pages.Admin;

/// <summary>人员代理: substitutes of people who are absent already, set by the section head or the administrator.</summary>
[Authorize(Policy = Policies.Supervisor)]
public sealed class ManagedSubstitutesModel(SenderFactory senders, SubstituteArrangements arrangements, ProgrammeStore programmes, IDbContexts contexts) : SubstitutesPage(senders, arrangements, programmes, contexts)
{
    public override string Address => "/admin/substitutes";

    public override bool Manages => true;
}
