{
 "body": [
  {
   "_embedded": {
    "author": [
     {
      "id": 1,
      "name": "Mara Quill"
     }
    ],
    "wp:term": [
     [
      {
       "name": "Locks",
       "taxonomy": "category"
      }
     ],
     [
      {
       "name": "paddles",
       "taxonomy": "post_tag"
      },
      {
       "name": "Gates &amp; sills",
       "taxonomy": "post_tag"
      }
     ]
    ]
   },
   "_links": {
    "collection": [
     {
      "href": "https://low-water.example/wp-json/wp/v2/posts"
     }
    ],
    "self": [
     {
      "href": "https://low-water.example/wp-json/wp/v2/posts/11"
     }
    ]
   },
   "author": 1,
   "content": {
    "protected": false,
    "rendered": "<p>First line,<br />\nsecond line of the same paragraph.</p>\n<p>A new paragraph with <em>weight</em>.</p>\n<figure><img src=\"/wp-content/uploads/gauge.jpg\" alt=\"Gauge\" /><figcaption> The gauge in May</figcaption></figure>\n<ul>\n\t<li>paddle</li>\n\t<li>beam</li>\n</ul>\n<p>Last words.</p>\n"
   },
   "date": "2019-05-04T18:20:05",
   "date_gmt": "2019-05-04T16:20:05",
   "id": 11,
   "link": "https://low-water.example/2019/05/the-lock-keepers-list/",
   "slug": "the-lock-keepers-list",
   "status": "publish",
   "title": {
    "rendered": "The lock-keeper&#8217;s list &amp; more"
   },
   "type": "post"
  },
  {
   "_embedded": {
    "author": [
     {
      "id": 2,
      "name": "Tobias Reed"
     }
    ],
    "wp:term": [
     [
      {
       "name": "Locks",
       "taxonomy": "category"
      },
      {
       "name": "Drought",
       "taxonomy": "category"
      }
     ],
     []
    ]
   },
   "_links": {
    "collection": [
     {
      "href": "https://low-water.example/wp-json/wp/v2/posts"
     }
    ],
    "self": [
     {
      "href": "https://low-water.example/wp-json/wp/v2/posts/14"
     }
    ]
   },
   "author": 2,
   "content": {
    "protected": false,
    "rendered": "<p>The sill is <strong>dry</strong>.</p>\n\n<ul><li>one</li>\n</ul>\n"
   },
   "date": "2019-05-09T18:20:05",
   "date_gmt": "2019-05-09T16:20:05",
   "id": 14,
   "link": "https://low-water.example/2019/05/dry-sill/",
   "slug": "dry-sill",
   "status": "publish",
   "title": {
    "rendered": "Dry sill"
   },
   "type": "post"
  },
  {
   "_embedded": {
    "author": [
     {
      "id": 1,
      "name": "Mara Quill"
     }
    ],
    "wp:term": [
     [
      {
       "name": "Locks",
       "taxonomy": "category"
      }
     ],
     []
    ]
   },
   "_links": {
    "collection": [
     {
      "href": "https://low-water.example/wp-json/wp/v2/posts"
     }
    ],
    "self": [
     {
      "href": "https://low-water.example/wp-json/wp/v2/posts/26"
     }
    ]
   },
   "author": 1,
   "content": {
    "protected": true,
    "rendered": ""
   },
   "date": "2019-06-06T18:20:05",
   "date_gmt": "2019-06-06T16:20:05",
   "id": 26,
   "link": "https://low-water.example/2019/06/locked/",
   "slug": "locked",
   "status": "publish",
   "title": {
    "rendered": "Locked"
   },
   "type": "post"
  }
 ],
 "headers": {
  "X-WP-Total": "3",
  "X-WP-TotalPages": "1"
 },
 "status": 200
}
