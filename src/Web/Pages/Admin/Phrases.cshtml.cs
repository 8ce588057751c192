using Innovation.Web.Access;
using Innovation.Web.Pages.Account;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;

namespace Innovation.Web.Pages.Admin;

/// <summary>常用意见 for everybody.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class CommonPhrasesModel(SenderFactory senders, Phrases phrases, ProgrammeStore programmes, IDbContexts contexts) : PhrasesPage(senders, phrases, programmes, contexts)
{
    public override string Address => "/admin/phrases";

    public override bool Common => true;
}
