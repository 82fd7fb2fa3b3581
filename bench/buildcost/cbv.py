"""The crate with derived views: one module, one model, a list and a detail view, and two templates for each model.

A generator has these names: NAME is the crate's, EDIT_VIEW and EDIT_TEMPLATE are a file, a text in it, and what to write
in its place with a number; `files(models)` are the crate's files by path. `write.py` writes them for `cargo xtask bench`,
beside those of `hand.py`.
"""

from pathlib import Path

NAME = "cbv50"
EDIT_VIEW = ("src/m07.rs", "paginate_by = 20)", "paginate_by = {})")
EDIT_TEMPLATE = ("templates/m07_list.html", "<h1>M07 list</h1>", "<h1>M07 list {}</h1>")

ROOT = Path(__file__).resolve().parents[2]

CARGO = f"""[package]
name = "{NAME}"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[dependencies]
axum = "0.8"
cbv = {{ path = "{ROOT / 'cbv'}" }}
chrono = {{ version = "0.4", default-features = false, features = ["std", "clock"] }}
tokio = {{ version = "1", features = ["rt-multi-thread", "net", "macros"] }}
"""

MAIN = """use axum::Router;
use cbv::{Db, Model};

MODULES

#[derive(Debug, Clone, Model)]
pub struct Author {
    pub id: i64,
    pub name: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let db = Db::connect(&std::env::var("DATABASE_URL")?).await?;
    let app = Router::new()
ROUTES
        .with_state(db);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8000").await?;
    axum::serve(listener, app).await?;
    Ok(())
}
"""

MODULE = """use cbv::prelude::*;
use chrono::NaiveDateTime;

use crate::Author;

#[derive(Debug, Clone, Model)]
#[model(ordering(-created_at, -id), url = "/MODEL/{pk}/")]
pub struct UPPER {
    pub id: i64,
    pub title: String,
    pub body: String,
    pub status: String,
    pub views: i64,
    #[model(foreign_key = Author)]
    pub author_id: i64,
    #[model(select_related)]
    pub author: Author,
    pub created_at: NaiveDateTime,
}

#[derive(ListView)]
#[view(model = UPPER, path = "/MODEL/", paginate_by = 20)]
pub struct List;

#[derive(DetailView)]
#[view(model = UPPER, path = "/MODEL/{pk}/")]
pub struct Detail;
"""

BASE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title></head>
<body>
<header><a href="/">Home</a></header>
<main>
{% block content %}{% endblock %}
</main>
</body>
</html>
"""

LIST = """{% extends "base.html" %}
{% block title %}UPPER list{% endblock %}
{% block content %}
<h1>UPPER list</h1>
{% for item in object_list %}
<article>
<h2><a href="{{ item.absolute_url() }}">{{ item.title }}</a></h2>
<p class="meta">By {{ item.author.name }} on {{ item.created_at.format("%Y-%m-%d %H:%M") }}, {{ item.views }} views</p>
{% if item.status == "draft" %}<p>Draft</p>{% endif %}
<p>{{ item.body|truncate(160) }}</p>
</article>
{% endfor %}
<nav class="pagination">
{% if page_obj.has_previous() %}<a href="?page={{ page_obj.previous_page_number()? }}">previous</a>{% endif %}
<span>Page {{ page_obj.number }} of {{ paginator.num_pages() }}</span>
{% if page_obj.has_next() %}<a href="?page={{ page_obj.next_page_number()? }}">next</a>{% endif %}
</nav>
{% endblock %}
"""

DETAIL = """{% extends "base.html" %}
{% block title %}{{ object.title }}{% endblock %}
{% block content %}
<article>
<h1>{{ object.title }}</h1>
<p class="meta">By {{ object.author.name }} on {{ object.created_at.format("%Y-%m-%d %H:%M") }}, {{ object.views }} views</p>
{% if object.status == "draft" %}<p>Draft</p>{% endif %}
<div class="body">{{ object.body }}</div>
</article>
{% endblock %}
"""


def files(models):
    names = [f"m{number:02}" for number in range(models)]
    routes = [f"        .merge({name}::{view}::router())" for name in names for view in ("List", "Detail")]
    main = MAIN.replace("MODULES", "\n".join(f"mod {name};" for name in names)).replace("ROUTES", "\n".join(routes))
    out = {"Cargo.toml": CARGO, "src/main.rs": main, "templates/base.html": BASE}
    lock = ROOT / "Cargo.lock"
    if lock.exists():  # the versions that this repository is tested with
        out["Cargo.lock"] = lock.read_text()
    for name in names:
        for path, text in ((f"src/{name}.rs", MODULE), (f"templates/{name}_list.html", LIST),
                           (f"templates/{name}_detail.html", DETAIL)):
            out[path] = text.replace("MODEL", name).replace("UPPER", name.upper())
    return out
